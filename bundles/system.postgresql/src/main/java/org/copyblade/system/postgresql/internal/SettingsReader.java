package org.copyblade.system.postgresql.internal;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.system.postgresql.internal.connection.Secret;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SystemException;

/** Turns a configuration into checked settings; refuses with key, value and cure. */
final class SettingsReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /** Keys that the framework adds to every configuration, among them the targets of references. */
    private static final Pattern FRAMEWORK_KEY = Pattern.compile(
            "(service|component|felix\\.fileinstall|osgi\\.ds)\\..*|:configurator:.*|[a-z]+\\.target|system\\.kind|objectClass");

    /** The platform puts a value in the place of each; one that is still there has nothing behind it. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\[(?:secret|env|prop|conf):[^\\]]*]");

    private final PostgresConfig config;
    private final Map<String, ?> given;

    private SettingsReader(PostgresConfig config, Map<String, ?> given) {
        this.config = config;
        this.given = given;
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static ServerSettings read(PostgresConfig config, Map<String, ?> given) throws SystemException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.refuseUnknownKeys();
        reader.refuseUnresolved();
        return reader.settings();
    }

    private ServerSettings settings() throws SystemException {
        return new ServerSettings(
                name(),
                host(),
                within("port", value("port", config::port), 1, 65535),
                notEmpty("database", value("database", config::database)),
                notEmpty("user", value("user", config::user)),
                password(),
                path("passfile", value("passfile", config::passfile)),
                sslMode(),
                path("data.directory", value("data.directory", config::data_directory)),
                path("bin.directory", value("bin.directory", config::bin_directory)),
                Optional.of(value("os.user", config::os_user)).filter(user -> !user.isBlank()),
                words(value("start.options", config::start_options)),
                value("start.command", config::start_command).strip(),
                value("stop.command", config::stop_command).strip(),
                path("server.log", value("server.log", config::server_log)),
                runtimeDirectory(),
                Duration.ofSeconds(
                        within("connect.timeout.s", value("connect.timeout.s", config::connect_timeout_s), 1, 600)),
                Duration.ofSeconds(within(
                        "checkpoint.timeout.s",
                        value("checkpoint.timeout.s", config::checkpoint_timeout_s),
                        1,
                        86400)));
    }

    private void refuseUnknownKeys() throws SystemException {
        Set<String> known = Arrays.stream(PostgresConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .map(method -> method.replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String key : given.keySet()) {
            if (!known.contains(key) && !FRAMEWORK_KEY.matcher(key).matches()) {
                throw PgFault.CONFIG.error("unknown key '" + key + "'", "known keys are " + String.join(", ", known));
            }
        }
    }

    private void refuseUnresolved() throws SystemException {
        for (String key : new TreeSet<>(given.keySet())) {
            Matcher reference = REFERENCE.matcher(String.valueOf(given.get(key)));
            if (reference.find()) {
                throw PgFault.CONFIG.error(
                        "key '" + key + "' has the reference " + reference.group() + ", which nothing could resolve",
                        "is there a file of that name in the secrets directory, or such an environment variable, for the"
                                + " user that runs Copyblade?");
            }
        }
    }

    private String name() throws SystemException {
        String name = value("system.name", config::system_name);
        if (name == null || !NAME.matcher(name).matches()) {
            throw refused("system.name", "give it a name of letters, digits, '.', '_' and '-', at most 63 long");
        }
        return name;
    }

    private String host() throws SystemException {
        String host = notEmpty("host", value("host", config::host)).strip();
        if (host.contains(" ") || host.contains(",")) {
            throw refused("host", "give one host name or address, or the absolute path of a socket directory");
        }
        return host;
    }

    private String sslMode() throws SystemException {
        String mode = value("ssl.mode", config::ssl_mode);
        if (!SSL_MODES.contains(mode)) {
            throw refused("ssl.mode", "use one of " + String.join(", ", new TreeSet<>(SSL_MODES)));
        }
        return mode;
    }

    private Optional<Secret> password() throws SystemException {
        String password = value(".password", config::_password);
        return password.isEmpty() ? Optional.empty() : Optional.of(new Secret(password));
    }

    private Path runtimeDirectory() throws SystemException {
        Path directory = path("runtime.directory", value("runtime.directory", config::runtime_directory))
                .orElse(Path.of("/tmp"));
        if (directory.toString().length() > 60) {
            throw refused("runtime.directory", "use a path of at most 60 characters: the path of a socket is limited");
        }
        return directory;
    }

    private Optional<Path> path(String key, String text) throws SystemException {
        if (text.isBlank()) {
            return Optional.empty();
        }
        Path path = Path.of(text.strip());
        if (!path.isAbsolute()) {
            throw refused(key, "give an absolute path");
        }
        return Optional.of(path.normalize());
    }

    private String notEmpty(String key, String text) throws SystemException {
        if (text.isBlank()) {
            throw refused(key, "give it a value, or leave the key out for the default");
        }
        return text;
    }

    private int within(String key, int value, int least, int most) throws SystemException {
        if (value < least || value > most) {
            throw refused(key, "use a whole number from " + least + " to " + most);
        }
        return value;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** Conversion is lazy: a value of the wrong type shows itself only here. */
    private <T> T value(String key, Supplier<T> accessor) throws SystemException {
        try {
            return accessor.get();
        } catch (RuntimeException e) {
            throw refused(key, "use a value of the right type, for example a whole number");
        }
    }

    private SystemException refused(String key, String cure) {
        return PgFault.CONFIG.error("key '" + key + "' has the value '" + shown(key) + "', which cannot be used", cure);
    }

    /** Keys with a dot before them are for what nobody may see. */
    private Object shown(String key) {
        return key.startsWith(".") ? "***" : given.get(key);
    }
}
