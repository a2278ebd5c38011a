package org.copyblade.manager.internal.profile;

import java.util.Objects;

/**
 * One thing that can be chosen for a backup.
 *
 * @param <T> its value
 * @param key as written in configurations and commands; ends with the unit if it has one
 * @param type what values there are
 * @param builtIn the text in force if nobody sets one; a text that is no value: somebody must
 * @param scope where it may be set
 * @param meaning what it does, one sentence without full stop
 * @param ofBlades whether it may differ between the blades of one backup, because not every blade takes or means the same
 */
record Option<T>(String key, ValueType<T> type, String builtIn, Scope scope, String meaning, boolean ofBlades) {

    /** Where an option may be set. */
    enum Scope {
        /** In defaults, system, profile and command. */
        ANYWHERE,
        /** In defaults, system and profile: it is not about one run. */
        NOT_IN_COMMAND,
        /** In the profile only. */
        PROFILE
    }

    Option {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(builtIn, "builtIn");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(meaning, "meaning");
    }

    /** Meaning, unit and range in one sentence. */
    String description() {
        return meaning + " (" + type.range() + ")";
    }

    /** Whether the text is a value of this option. */
    boolean accepts(String text) {
        try {
            type.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false; // the caller names range and value, which says more than the exception
        }
    }
}
