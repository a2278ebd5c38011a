package org.copyblade.catalog.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * Checked values of {@code org.copyblade.catalog}.
 *
 * @param place where it is
 * @param busyLimit how long a change may wait for its turn
 */
record CatalogSettings(Place place, Duration busyLimit) {

    /** Where a catalog is. */
    sealed interface Place {}

    /** In a file, given by its absolute path. */
    record InFile(Path file) implements Place {}

    /** In a database of a PostgreSQL server. */
    record InPostgres(String url, Optional<String> user, Optional<String> password) implements Place {
        @Override
        public String toString() {
            return "a database of a PostgreSQL server"; // never its secrets
        }
    }

    /** Which directory the instance keeps its data in; said by the launcher. */
    static final String DATA_PROPERTY = "copyblade.data";

    private static final String FILE = "file";
    private static final String URL = "url";
    private static final String USER = "user";
    private static final String PASSWORD = ".password";
    private static final String BUSY_LIMIT = "busy.limit.ms";
    private static final Set<String> KEYS = Set.of(FILE, URL, USER, PASSWORD, BUSY_LIMIT);
    /** The platform puts a value in the place of each; one that is still there has nothing behind it. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\[(?:secret|env|prop|conf):[^\\]]*]");

    private static final List<String> KEYS_OF_THE_FRAMEWORK =
            List.of("service.", "component.", "felix.", "osgi.", "objectClass", ":");

    /**
     * Checks what was configured.
     *
     * @param properties as the component got them
     * @param data directory of the instance, if known
     */
    static CatalogSettings of(Map<String, ?> properties, Optional<String> data) throws CatalogException {
        for (String key : new TreeSet<>(properties.keySet())) {
            if (!KEYS.contains(key) && KEYS_OF_THE_FRAMEWORK.stream().noneMatch(key::startsWith)) {
                throw refused(key, "is unknown; there are " + String.join(", ", new TreeSet<>(KEYS)));
            }
            Matcher reference = REFERENCE.matcher(text(properties, key));
            if (reference.find()) {
                throw refused(
                        key,
                        "has the reference " + reference.group()
                                + ", which nothing could resolve; there must be a file of"
                                + " that name in the secrets directory, or such an environment variable");
            }
        }
        return new CatalogSettings(place(properties, data), busyLimit(properties));
    }

    private static Place place(Map<String, ?> properties, Optional<String> data) throws CatalogException {
        String url = text(properties, URL);
        if (url.isEmpty()) {
            for (String key : List.of(USER, PASSWORD)) {
                if (!text(properties, key).isEmpty()) {
                    throw refused(key, "is set without 'url'; set both or none");
                }
            }
            return new InFile(file(properties, data));
        }
        if (!text(properties, FILE).isEmpty()) {
            throw refused(FILE, "is set beside 'url'; set one of them");
        }
        if (!url.matches("jdbc:postgresql://[^/?]+/[^/?]+(\\?.*)?")) {
            throw refused(URL, "is not of the form jdbc:postgresql://HOST:PORT/DATABASE");
        }
        return new InPostgres(url, optional(properties, USER), optional(properties, PASSWORD));
    }

    private static Optional<String> optional(Map<String, ?> properties, String key) {
        return Optional.of(text(properties, key)).filter(value -> !value.isEmpty());
    }

    private static Path file(Map<String, ?> properties, Optional<String> data) throws CatalogException {
        String configured = text(properties, FILE);
        if (configured.isEmpty() && data.isEmpty()) {
            throw refused(
                    FILE, "is not set, and neither is the framework property " + DATA_PROPERTY + "; set one of them");
        }
        try {
            if (configured.isEmpty()) {
                return Path.of(data.get(), "catalog", "catalog.db")
                        .toAbsolutePath()
                        .normalize();
            }
            Path file = Path.of(configured).normalize();
            if (!file.isAbsolute() || file.getParent() == null) {
                throw refused(FILE, "is '" + configured + "'; give the absolute path of a file");
            }
            return file;
        } catch (InvalidPathException e) {
            throw refused(FILE, "is '" + configured + "', which is no path; give the absolute path of a file");
        }
    }

    private static Duration busyLimit(Map<String, ?> properties) throws CatalogException {
        String configured = text(properties, BUSY_LIMIT);
        if (!configured.matches("[0-9]{3,6}")) {
            throw refused(BUSY_LIMIT, "is '" + configured + "'; give milliseconds from 100 to 999999");
        }
        return Duration.ofMillis(Integer.parseInt(configured));
    }

    private static String text(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        return value == null ? "" : value.toString().strip();
    }

    private static CatalogException refused(String key, String why) {
        return new CatalogException(Reason.FAILED, CatalogConfig.PID + ": key '" + key + "' " + why);
    }
}
