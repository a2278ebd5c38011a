package org.copyblade.zosmf;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.endpoint.PasswordFile;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.zosmf.ZosmfException.Reason;

/** Turns the keys of a connection into checked settings; refuses with key, value and cure. One thread. */
public final class ConnectionReader {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final ConnectionConfig config;
    private final Map<String, ?> given;

    private ConnectionReader(ConnectionConfig config, Map<String, ?> given) {
        this.config = config;
        this.given = given;
    }

    /**
     * How the z/OSMF of one configuration is reached.
     *
     * @param given the same configuration as it was given, for what to show
     */
    public static ZosmfAccess read(ConnectionConfig config, Map<String, ?> given) throws ZosmfException {
        return new ConnectionReader(config, given).access();
    }

    /** The keys that are read here, for whoever looks for unknown ones. */
    public static Set<String> keys() {
        return Arrays.stream(ConnectionConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .map(method -> method.replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ZosmfAccess access() throws ZosmfException {
        return new ZosmfAccess(
                base(),
                needed("user", config::user),
                password(),
                authentication(),
                trust(),
                seconds("connect.timeout.s", config::connect_timeout_s, 600),
                seconds("request.timeout.s", config::request_timeout_s, 900),
                within("max.connections", config::max_connections, 2, 128));
    }

    private URI base() throws ZosmfException {
        String host = needed("host", config::host);
        int port = within("port", config::port, 1, 65_535);
        String path = value("base.path", config::base_path).strip();
        if (!path.matches("(/[A-Za-z0-9._~-]+)*")) {
            throw refused("base.path", "write it as /ibmzosmf/api/v1, without a slash at its end");
        }
        try {
            URI base = new URI("https", null, host, port, path + "/zosmf", null, null);
            if (base.getHost() == null) {
                throw refused("host", "give a host name or address alone; the port has a key of its own");
            }
            return base;
        } catch (URISyntaxException e) {
            throw refused("host", "give a host name or address alone; the port has a key of its own");
        }
    }

    private PasswordSource password() throws ZosmfException {
        String password = value(".password", config::_password);
        if (password.startsWith("$[") && password.endsWith("]")) {
            throw ZosmfException.of(
                    Reason.CONFIG,
                    "key '.password' has the reference " + password + ", which nothing could resolve: does the file or"
                            + " environment variable that it names exist for the user that runs Copyblade?");
        }
        if (!password.isEmpty()) {
            Secret secret = new Secret(password);
            return () -> secret;
        }
        String file = value("password.file", config::password_file);
        if (file.isBlank()) {
            throw ZosmfException.of(
                    Reason.CONFIG,
                    "neither 'password.file' nor '.password' has a value: name a file with the password, mode 0600");
        }
        return new PasswordFile(path("password.file", file));
    }

    private Authentication authentication() throws ZosmfException {
        return switch (value("authentication", config::authentication)) {
            case "token" -> Authentication.TOKEN;
            case "basic" -> Authentication.BASIC;
            default -> throw refused("authentication", "use token or basic");
        };
    }

    private Trust trust() throws ZosmfException {
        String pin = value("certificate.sha256", config::certificate_sha256)
                .replace(":", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        String authorities = value("ca.file", config::ca_file);
        boolean all = value("trust.all", config::trust_all);
        if ((pin.isEmpty() ? 0 : 1) + (authorities.isBlank() ? 0 : 1) + (all ? 1 : 0) != 1) {
            throw ZosmfException.of(
                    Reason.CONFIG,
                    "exactly one of 'certificate.sha256', 'ca.file' and 'trust.all' says which certificate is trusted;"
                            + " openssl s_client -connect HOST:443 </dev/null | openssl x509 -noout -fingerprint -sha256"
                            + " shows it");
        }
        if (!pin.isEmpty() && !SHA256.matcher(pin).matches()) {
            throw refused("certificate.sha256", "give the 64 hex digits of the SHA-256 of the certificate");
        }
        if (all) {
            return new Trust.Anybody();
        }
        return pin.isEmpty() ? new Trust.Authority(path("ca.file", authorities)) : new Trust.Pinned(pin);
    }

    private Path path(String key, String text) throws ZosmfException {
        Path path = Path.of(text.strip());
        if (!path.isAbsolute()) {
            throw refused(key, "give an absolute path");
        }
        return path.normalize();
    }

    private String needed(String key, Supplier<String> accessor) throws ZosmfException {
        String text = value(key, accessor);
        if (text == null || text.isBlank()) {
            throw refused(key, "give it a value; it has no default");
        }
        return text.strip();
    }

    private Duration seconds(String key, Supplier<Integer> accessor, int most) throws ZosmfException {
        return Duration.ofSeconds(within(key, accessor, 1, most));
    }

    private int within(String key, Supplier<Integer> accessor, int least, int most) throws ZosmfException {
        int value = value(key, accessor);
        if (value < least || value > most) {
            throw refused(key, "use a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Conversion is lazy: a value of the wrong type shows itself only here. */
    private <T> T value(String key, Supplier<T> accessor) throws ZosmfException {
        try {
            return accessor.get();
        } catch (RuntimeException e) {
            throw refused(key, "use a value of the right type, for example a whole number");
        }
    }

    private ZosmfException refused(String key, String cure) {
        return ZosmfException.of(
                Reason.CONFIG,
                "key '" + key + "' has the value '" + given.get(key) + "', which cannot be used: " + cure);
    }
}
