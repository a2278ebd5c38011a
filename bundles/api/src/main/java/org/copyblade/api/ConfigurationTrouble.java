package org.copyblade.api;

import java.util.Objects;

/**
 * Something configured that is not in force, and that belongs to no system. Somebody should look at it now.
 *
 * @param name of what is configured, for example a blade with its endpoint
 * @param kind of what is configured, for example blade
 * @param problem what is wrong, why, and what helps, in one sentence
 */
public record ConfigurationTrouble(String name, String kind, String problem) {

    public ConfigurationTrouble {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(problem, "problem");
    }
}
