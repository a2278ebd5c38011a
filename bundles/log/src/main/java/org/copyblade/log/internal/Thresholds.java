package org.copyblade.log.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/** From which level on a logger is heard: that of the longest name it begins with, or the level of all others. */
final class Thresholds {
    /** A level for all, and with a dot and a name behind it one for the loggers of that name and below. */
    static final String KEY = "copyblade.log.level";

    private final Level others;
    private final Map<String, Level> named;

    private Thresholds(Level others, Map<String, Level> named) {
        this.others = others;
        this.named = named;
    }

    /** Those that the settings name, WARN for all where they name none; a word that is no level counts as not there. */
    static Thresholds of(Map<?, ?> settings) {
        Map<String, Level> named = new HashMap<>();
        Level others = Level.WARN;
        for (Map.Entry<?, ?> setting : settings.entrySet()) {
            String key = setting.getKey().toString();
            Level level = key.startsWith(KEY) ? level(setting.getValue().toString()) : null;
            if (level != null && key.length() == KEY.length()) {
                others = level;
            } else if (level != null && key.charAt(KEY.length()) == '.') {
                named.put(key.substring(KEY.length() + 1), level);
            }
        }
        return new Thresholds(others, named);
    }

    Level of(String logger) {
        for (String name = logger; !name.isEmpty(); name = name.substring(0, Math.max(0, name.lastIndexOf('.')))) {
            Level level = named.get(name);
            if (level != null) {
                return level;
            }
        }
        return others;
    }

    private static Level level(String word) {
        for (Level level : Level.values()) {
            if (level.name().equals(word.trim().toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        return null;
    }
}
