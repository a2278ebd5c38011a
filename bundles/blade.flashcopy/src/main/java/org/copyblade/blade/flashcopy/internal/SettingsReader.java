package org.copyblade.blade.flashcopy.internal;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.PasswordFile;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;

/** Turns a configuration into checked settings; refuses with key, value and cure. */
final class SettingsReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UNIT = Pattern.compile("([0-9A-Fa-f]{2})=([0-9A-Fa-f]{4,5})");

    /** Keys that the framework adds to every configuration, among them the properties of the service itself. */
    private static final Pattern FRAMEWORK_KEY = Pattern.compile(
            "(service|component|felix\\.fileinstall|osgi\\.ds)\\..*|:configurator:.*|[a-z]+\\.target|blade|version|objectClass");

    /** The platform puts a value in the place of each; one that is still there has nothing behind it. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\[(?:secret|env|prop|conf):[^\\]]*]");

    private final FlashCopyConfig config;
    private final Map<String, ?> given;

    private SettingsReader(FlashCopyConfig config, Map<String, ?> given) {
        this.config = config;
        this.given = given;
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static FlashSettings read(FlashCopyConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.refuseUnknownKeys();
        reader.refuseUnresolved();
        return reader.settings();
    }

    private FlashSettings settings() throws BladeException {
        return new FlashSettings(
                endpoint(),
                access(),
                trust(),
                targets(),
                units(),
                within("pairs.per.request", config::pairs_per_request, 1, 4096),
                seconds("freeze.margin.s", config::freeze_margin_s, 1, 3600),
                seconds("late.request.limit.s", config::late_request_limit_s, 0, 86_400),
                new FlashSettings.StorageRules(
                        value("cascading", config::cascading),
                        value("multiple.incremental", config::multiple_incremental)),
                new FlashSettings.RestoreStyle(
                        oneOf("restore.mode", config::restore_mode, "reverse", "fast")
                                .equals("fast"),
                        oneOf("restore.direction", config::restore_direction, "original", "reversed")
                                .equals("reversed")));
    }

    private void refuseUnknownKeys() throws BladeException {
        Set<String> known = Arrays.stream(FlashCopyConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .map(method -> method.replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String key : given.keySet()) {
            if (!known.contains(key) && !FRAMEWORK_KEY.matcher(key).matches()) {
                throw FlashFault.CONFIG.error(
                        "unknown key '" + key + "'", "known keys are " + String.join(", ", known));
            }
        }
    }

    private void refuseUnresolved() throws BladeException {
        for (String key : new TreeSet<>(given.keySet())) {
            Matcher reference = REFERENCE.matcher(String.valueOf(given.get(key)));
            if (reference.find()) {
                throw FlashFault.CONFIG.error(
                        "key '" + key + "' has the reference " + reference.group() + ", which nothing could resolve",
                        "is there a file of that name in the secrets directory, or such an environment variable, for the"
                                + " user that runs Copyblade?");
            }
        }
    }

    private String endpoint() throws BladeException {
        String name = value("endpoint", config::endpoint);
        if (name == null || !NAME.matcher(name).matches()) {
            throw refused("endpoint", "give it a name of letters, digits, '.', '_' and '-', at most 63 long");
        }
        return name;
    }

    private Access access() throws BladeException {
        String console = value("console", config::console).strip();
        return new Access(
                base(),
                needed("user", config::user),
                password(),
                Optional.of(console).filter(text -> !text.isEmpty()),
                new Limits(
                        seconds("connect.timeout.s", config::connect_timeout_s, 1, 600),
                        seconds("request.timeout.s", config::request_timeout_s, 1, 900),
                        within("max.connections", config::max_connections, 2, 128)));
    }

    private URI base() throws BladeException {
        String host = needed("host", config::host);
        int port = within("port", config::port, 1, 65_535);
        try {
            URI base = new URI("https", null, host, port, "/api/v1", null, null);
            if (base.getHost() == null) {
                throw refused("host", "give a host name or address alone; the port has a key of its own");
            }
            return base;
        } catch (URISyntaxException e) {
            throw refused("host", "give a host name or address alone; the port has a key of its own");
        }
    }

    private PasswordSource password() throws BladeException {
        String password = value(".password", config::_password);
        if (!password.isEmpty()) {
            Secret secret = new Secret(password);
            return () -> secret;
        }
        Optional<Path> file = path("password.file", config::password_file);
        if (file.isEmpty()) {
            throw FlashFault.CONFIG.error(
                    "neither 'password.file' nor '.password' has a value",
                    "name a file with the password, mode 0600, or a secret as in $[secret:ds8k1]");
        }
        return new PasswordFile(file.get());
    }

    private Trust trust() throws BladeException {
        String pin = value("certificate.sha256", config::certificate_sha256)
                .replace(":", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        Optional<Path> authorities = path("ca.file", config::ca_file);
        boolean all = value("trust.all", config::trust_all);
        if ((pin.isEmpty() ? 0 : 1) + (authorities.isPresent() ? 1 : 0) + (all ? 1 : 0) != 1) {
            throw FlashFault.CONFIG.error(
                    "exactly one of 'certificate.sha256', 'ca.file' and 'trust.all' says which certificate is trusted",
                    "openssl s_client -connect HOST:8452 </dev/null | openssl x509 -noout -fingerprint -sha256");
        }
        if (!pin.isEmpty() && !SHA256.matcher(pin).matches()) {
            throw refused("certificate.sha256", "give the 64 hex digits of the SHA-256 of the certificate");
        }
        if (all) {
            return new Trust.Anybody();
        }
        return authorities.isPresent() ? new Trust.Authority(authorities.get()) : new Trust.Pinned(pin);
    }

    private VolumeRanges targets() throws BladeException {
        try {
            return VolumeRanges.parse(value("target.volumes", config::target_volumes));
        } catch (IllegalArgumentException e) {
            throw refused("target.volumes", "write ids and ranges as 0200-02FF,0310: " + e.getMessage());
        }
    }

    private Map<String, Integer> units() throws BladeException {
        Map<String, Integer> units = new HashMap<>();
        for (String part : value("units", config::units).split("[,\\s]+")) {
            var matcher = UNIT.matcher(part);
            if (matcher.matches()) {
                units.put(matcher.group(1).toUpperCase(Locale.ROOT), Integer.parseInt(matcher.group(2), 16));
            } else if (!part.isEmpty()) {
                throw refused("units", "write subsystem and first device number as 02=8200,03=8300");
            }
        }
        return units;
    }

    private Optional<Path> path(String key, Supplier<String> accessor) throws BladeException {
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

    private String needed(String key, Supplier<String> accessor) throws BladeException {
        String text = value(key, accessor);
        if (text == null || text.isBlank()) {
            throw refused(key, "give it a value; it has no default");
        }
        return text.strip();
    }

    private String oneOf(String key, Supplier<String> accessor, String first, String second) throws BladeException {
        String word = value(key, accessor);
        if (!word.equals(first) && !word.equals(second)) {
            throw refused(key, "use " + first + " or " + second);
        }
        return word;
    }

    private Duration seconds(String key, Supplier<Integer> accessor, int least, int most) throws BladeException {
        return Duration.ofSeconds(within(key, accessor, least, most));
    }

    private int within(String key, Supplier<Integer> accessor, int least, int most) throws BladeException {
        int value = value(key, accessor);
        if (value < least || value > most) {
            throw refused(key, "use a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Conversion is lazy: a value of the wrong type shows itself only here. */
    private <T> T value(String key, Supplier<T> accessor) throws BladeException {
        try {
            return accessor.get();
        } catch (RuntimeException e) {
            throw refused(key, "use a value of the right type, for example a whole number");
        }
    }

    private BladeException refused(String key, String cure) {
        return FlashFault.CONFIG.error(
                "key '" + key + "' has the value '" + shown(key) + "', which cannot be used", cure);
    }

    /** Keys with a dot before them are for what nobody may see. */
    private Object shown(String key) {
        return key.startsWith(".") ? "***" : given.get(key);
    }
}
