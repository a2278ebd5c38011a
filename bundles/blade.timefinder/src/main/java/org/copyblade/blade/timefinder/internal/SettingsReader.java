package org.copyblade.blade.timefinder.internal;

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
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;
import org.copyblade.blade.timefinder.internal.rest.Access;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.PasswordFile;
import org.copyblade.endpoint.PasswordSource;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;

/** Turns a configuration into checked settings; refuses with key, value and cure. */
final class SettingsReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UNIT = Pattern.compile("([0-9A-Fa-f]{5})=([0-9A-Fa-f]{4,5})");
    private static final Pattern VOLSER = Pattern.compile("([A-Z0-9@#$]{1,6})=([0-9A-F]{5})");
    private static final Pattern ARRAY = Pattern.compile("[0-9]{12}");

    /** Keys that the framework adds to every configuration, among them the properties of the service itself. */
    private static final Pattern FRAMEWORK_KEY = Pattern.compile(
            "(service|component|felix\\.fileinstall|osgi\\.ds)\\..*|:configurator:.*|[a-z]+\\.target|blade|version|objectClass");

    /** The platform puts a value in the place of each; one that is still there has nothing behind it. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\[(?:secret|env|prop|conf):[^\\]]*]");

    private final TimeFinderConfig config;
    private final Map<String, ?> given;

    private SettingsReader(TimeFinderConfig config, Map<String, ?> given) {
        this.config = config;
        this.given = given;
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static TimeFinderSettings read(TimeFinderConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.refuseUnknownKeys();
        reader.refuseUnresolved();
        return reader.settings();
    }

    private TimeFinderSettings settings() throws BladeException {
        return new TimeFinderSettings(
                endpoint(),
                array(),
                access(),
                trust(),
                targets(),
                volsers(),
                units(),
                term(),
                seconds("late.request.limit.s", config::late_request_limit_s, 0, 86_400));
    }

    private String array() throws BladeException {
        String array = needed("array", config::array);
        if (!ARRAY.matcher(array).matches()) {
            throw refused("array", "give the 12 digits of the array's id, as Unisphere shows it");
        }
        return array;
    }

    private Term term() throws BladeException {
        int live = within("snapvx.ttl.h", config::snapvx_ttl_h, 0, 9600);
        int secure = within("snapvx.secure.h", config::snapvx_secure_h, 0, 9600);
        if (live > 0 && secure > 0) {
            throw TimeFinderFault.CONFIG.error(
                    "both 'snapvx.ttl.h' and 'snapvx.secure.h' have a value",
                    "give one of them: a secure snapshot ends after its time too");
        }
        return secure > 0 ? new Term(secure, true) : new Term(live, false);
    }

    private void refuseUnknownKeys() throws BladeException {
        Set<String> known = Arrays.stream(TimeFinderConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .map(method -> method.replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String key : given.keySet()) {
            if (!known.contains(key) && !FRAMEWORK_KEY.matcher(key).matches()) {
                throw TimeFinderFault.CONFIG.error(
                        "unknown key '" + key + "'", "known keys are " + String.join(", ", known));
            }
        }
    }

    private void refuseUnresolved() throws BladeException {
        for (String key : new TreeSet<>(given.keySet())) {
            Matcher reference = REFERENCE.matcher(String.valueOf(given.get(key)));
            if (reference.find()) {
                throw TimeFinderFault.CONFIG.error(
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
        return new Access(
                base(),
                needed("user", config::user),
                password(),
                new Limits(
                        seconds("connect.timeout.s", config::connect_timeout_s, 1, 600),
                        seconds("request.timeout.s", config::request_timeout_s, 1, 900),
                        within("max.connections", config::max_connections, 2, 64)));
    }

    private URI base() throws BladeException {
        String host = needed("host", config::host);
        int port = within("port", config::port, 1, 65_535);
        try {
            URI base = new URI("https", null, host, port, "/univmax/restapi", null, null);
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
            throw TimeFinderFault.CONFIG.error(
                    "neither 'password.file' nor '.password' has a value",
                    "name a file with the password, mode 0600, or a secret as in $[secret:pmax1]");
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
            throw TimeFinderFault.CONFIG.error(
                    "exactly one of 'certificate.sha256', 'ca.file' and 'trust.all' says which certificate is trusted",
                    "openssl s_client -connect HOST:8443 </dev/null | openssl x509 -noout -fingerprint -sha256");
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
            throw refused("target.volumes", "write ids and ranges as 00200-002FF,00310: " + e.getMessage());
        }
    }

    private Map<String, VolumeId> volsers() throws BladeException {
        Map<String, VolumeId> volsers = new HashMap<>();
        for (String part : value("volsers", config::volsers).split("[,\\s]+")) {
            Matcher matcher = VOLSER.matcher(part.toUpperCase(Locale.ROOT));
            if (matcher.matches()) {
                volsers.put(matcher.group(1), new VolumeId(matcher.group(2)));
            } else if (!part.isEmpty()) {
                throw refused("volsers", "write serial and volume as IMS001=00100,IMS002=00101");
            }
        }
        return volsers;
    }

    private Map<VolumeId, Integer> units() throws BladeException {
        Map<VolumeId, Integer> units = new HashMap<>();
        for (String part : value("units", config::units).split("[,\\s]+")) {
            Matcher matcher = UNIT.matcher(part);
            if (matcher.matches()) {
                units.put(new VolumeId(matcher.group(1)), Integer.parseInt(matcher.group(2), 16));
            } else if (!part.isEmpty()) {
                throw refused("units", "write volume and device number as 00200=8200,00300=8300");
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
        return TimeFinderFault.CONFIG.error(
                "key '" + key + "' has the value '" + shown(key) + "', which cannot be used", cure);
    }

    /** Keys with a dot before them are for what nobody may see. */
    private Object shown(String key) {
        return key.startsWith(".") ? "***" : given.get(key);
    }
}
