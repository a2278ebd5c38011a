package org.copyblade.endpoint;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks values of a configuration, and refuses with key, value and cure; what all kinds of endpoints have is here too. One
 * thread.
 *
 * @param <X> how its owner refuses
 */
public final class ConfigValues<X extends Exception> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Keys that the framework adds to every configuration, among them the properties of the service itself. */
    private static final Pattern FRAMEWORK_KEY = Pattern.compile(
            "(service|component|felix\\.fileinstall|osgi\\.ds)\\..*|:configurator:.*|[a-z]+\\.target|blade|version|objectClass");

    /** The platform puts a value in the place of each; one that is still there has nothing behind it. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\[(?:secret|env|prop|conf):[^\\]]*]");

    private final Map<String, ?> given;
    private final BiFunction<String, String, X> refusal;

    /**
     * The values of one configuration.
     *
     * @param given the configuration as it was given: for unknown keys, and for what to show
     * @param refusal the error of what is wrong and what to do about it
     */
    public ConfigValues(Map<String, ?> given, BiFunction<String, String, X> refusal) {
        this.given = given;
        this.refusal = refusal;
    }

    /** Refuses keys that the type of the configuration has not, and references that nothing has resolved. */
    public void refuseForeign(Class<?> type) throws X {
        Set<String> known = Arrays.stream(type.getDeclaredMethods())
                .map(Method::getName)
                .map(method -> method.replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String key : new TreeSet<>(given.keySet())) {
            if (!known.contains(key) && !FRAMEWORK_KEY.matcher(key).matches()) {
                throw refusal.apply("unknown key '" + key + "'", "known keys are " + String.join(", ", known));
            }
        }
        refuseUnresolved();
    }

    /** Refuses references that nothing has resolved; for owners of keys of several types. */
    public void refuseUnresolved() throws X {
        for (String key : new TreeSet<>(given.keySet())) {
            Matcher reference = REFERENCE.matcher(String.valueOf(given.get(key)));
            if (reference.find()) {
                throw refusal.apply(
                        "key '" + key + "' has the reference " + reference.group() + ", which nothing could resolve",
                        "is there a file of that name in the secrets directory, or such an environment variable, for"
                                + " the user that runs Copyblade?");
            }
        }
    }

    /** The name of the endpoint. */
    public String endpoint(Supplier<String> accessor) throws X {
        String name = value("endpoint", accessor);
        if (name == null || !NAME.matcher(name).matches()) {
            throw refused("endpoint", "give it a name of letters, digits, '.', '_' and '-', at most 63 long");
        }
        return name;
    }

    /** The address below which all paths are. */
    public URI base(Supplier<String> hostAccessor, Supplier<Integer> portAccessor, String path) throws X {
        String host = needed("host", hostAccessor);
        int port = within("port", portAccessor, 1, 65_535);
        try {
            URI base = new URI("https", null, host, port, path, null, null);
            if (base.getHost() == null) {
                throw refused("host", "give a host name or address alone; the port has a key of its own");
            }
            return base;
        } catch (URISyntaxException e) {
            throw refused("host", "give a host name or address alone; the port has a key of its own");
        }
    }

    public PasswordSource password(Supplier<String> accessor, Supplier<String> fileAccessor) throws X {
        String password = value(".password", accessor);
        if (!password.isEmpty()) {
            Secret secret = new Secret(password);
            return () -> secret;
        }
        Optional<Path> file = path("password.file", fileAccessor);
        if (file.isEmpty()) {
            throw refusal.apply(
                    "neither 'password.file' nor '.password' has a value",
                    "name a file with the password, mode 0600, or a secret as in $[secret:NAME]");
        }
        return new PasswordFile(file.get());
    }

    public Trust trust(Supplier<String> pinAccessor, Supplier<String> fileAccessor, Supplier<Boolean> allAccessor)
            throws X {
        String pin = value("certificate.sha256", pinAccessor)
                .replace(":", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        Optional<Path> authorities = path("ca.file", fileAccessor);
        boolean all = value("trust.all", allAccessor);
        if ((pin.isEmpty() ? 0 : 1) + (authorities.isPresent() ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw refusal.apply(
                    "exactly one of 'certificate.sha256', 'ca.file' and 'trust.all' says which certificate is trusted",
                    "openssl s_client -connect HOST:PORT </dev/null | openssl x509 -noout -fingerprint -sha256");
        }
        if (!pin.isEmpty() && !SHA256.matcher(pin).matches()) {
            throw refused("certificate.sha256", "give the 64 hex digits of the SHA-256 of the certificate");
        }
        if (all) {
            return new Trust.Anybody();
        }
        return authorities.isPresent() ? new Trust.Authority(authorities.get()) : new Trust.Pinned(pin);
    }

    public Limits limits(Supplier<Integer> connect, Supplier<Integer> request, Supplier<Integer> connections) throws X {
        return new Limits(
                seconds("connect.timeout.s", connect, 1, 600),
                seconds("request.timeout.s", request, 1, 900),
                within("max.connections", connections, 2, 128));
    }

    public Optional<Path> path(String key, Supplier<String> accessor) throws X {
        String text = value(key, accessor);
        if (text.isBlank()) {
            return Optional.empty();
        }
        Path path = Path.of(text.strip());
        if (!path.isAbsolute()) {
            throw refused(key, "give an absolute path");
        }
        return Optional.of(path.normalize());
    }

    public String needed(String key, Supplier<String> accessor) throws X {
        String text = value(key, accessor);
        if (text == null || text.isBlank()) {
            throw refused(key, "give it a value; it has no default");
        }
        return text.strip();
    }

    public String oneOf(String key, Supplier<String> accessor, String first, String second) throws X {
        String word = value(key, accessor);
        if (!word.equals(first) && !word.equals(second)) {
            throw refused(key, "use " + first + " or " + second);
        }
        return word;
    }

    public Duration seconds(String key, Supplier<Integer> accessor, int least, int most) throws X {
        return Duration.ofSeconds(within(key, accessor, least, most));
    }

    public int within(String key, Supplier<Integer> accessor, int least, int most) throws X {
        int value = value(key, accessor);
        if (value < least || value > most) {
            throw refused(key, "use a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Conversion is lazy: a value of the wrong type shows itself only here. */
    public <T> T value(String key, Supplier<T> accessor) throws X {
        try {
            return accessor.get();
        } catch (RuntimeException e) {
            throw refused(key, "use a value of the right type, for example a whole number");
        }
    }

    public X refused(String key, String cure) {
        return refusal.apply("key '" + key + "' has the value '" + shown(key) + "', which cannot be used", cure);
    }

    /** Keys with a dot before them are for what nobody may see. */
    private Object shown(String key) {
        return key.startsWith(".") ? "***" : given.get(key);
    }
}
