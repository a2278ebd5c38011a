package org.copyblade.manager.internal.profile;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One configuration as somebody wrote it, right or wrong.
 *
 * @param pid of Config Admin
 * @param kind what it configures
 * @param name of a factory configuration; empty for a singleton
 * @param file it came from and is written back to, if it came from one
 * @param values by key, without what the platform itself keeps in configurations
 */
record ConfigurationText(String pid, Kind kind, String name, Optional<Path> file, Map<String, String> values) {

    /** File Install writes the file of a configuration here. */
    static final String FILE_KEY = "felix.fileinstall.filename";

    /** What a configuration is about. PIDs hold no hyphen: File Install takes the first one for the end of the PID. */
    enum Kind {
        DEFAULTS("org.copyblade.defaults", false),
        SYSTEM("org.copyblade.systemdefaults", true),
        PROFILE("org.copyblade.profile", true);

        private final String pid;
        private final boolean factory;

        Kind(String pid, boolean factory) {
            this.pid = pid;
            this.factory = factory;
        }

        String pid() {
            return pid;
        }

        /** Whether there may be several, each with a name. */
        boolean isFactory() {
            return factory;
        }

        /** The kind that a configuration is of, if it is one of ours. */
        static Optional<Kind> of(String pid, String factoryPid) {
            return Arrays.stream(values())
                    .filter(kind -> kind.factory ? kind.pid.equals(factoryPid) : kind.pid.equals(pid))
                    .findFirst();
        }
    }

    ConfigurationText {
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(file, "file");
        values = Map.copyOf(values);
    }

    /** A configuration as Config Admin hands it out. */
    static ConfigurationText of(String pid, Kind kind, Dictionary<String, ?> properties) {
        Map<String, String> values = new TreeMap<>();
        for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            if (!isOfThePlatform(key)) {
                values.put(key, text(properties.get(key)));
            }
        }
        // Config Admin puts '~' or, for those without a name, '.' behind the factory PID.
        String name = kind.factory ? pid.substring(Math.min(pid.length(), kind.pid.length() + 1)) : "";
        Optional<Path> file = Optional.ofNullable(properties.get(FILE_KEY)).map(uri -> Path.of(URI.create(text(uri))));
        return new ConfigurationText(pid, kind, name, file, values);
    }

    /** The same with one key set, or taken out. */
    ConfigurationText with(String key, Optional<String> value) {
        Map<String, String> changed = new HashMap<>(values);
        value.ifPresentOrElse(set -> changed.put(key, set), () -> changed.remove(key));
        return new ConfigurationText(pid, kind, name, file, changed);
    }

    /** How it is called in messages: by its file where it has one. */
    String where() {
        return file.map(path -> path.getFileName().toString()).orElse(pid);
    }

    private static boolean isOfThePlatform(String key) {
        return key.startsWith("service.")
                || key.startsWith("felix.fileinstall.")
                || key.startsWith("org.apache.felix.")
                || key.startsWith(".");
    }

    /** Files with types give numbers, flags and lists, others give texts. */
    private static String text(Object value) {
        if (value instanceof Object[] items) {
            return Arrays.stream(items).map(String::valueOf).collect(Collectors.joining(","));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return String.valueOf(value);
    }
}
