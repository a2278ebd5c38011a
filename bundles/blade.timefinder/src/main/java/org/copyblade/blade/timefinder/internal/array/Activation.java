package org.copyblade.blade.timefinder.internal.array;

import java.util.Set;

/**
 * What an activation has answered.
 *
 * @param pairs how many it was about
 * @param states that they are in now
 */
public record Activation(long pairs, Set<String> states) {
    public Activation {
        states = Set.copyOf(states);
    }
}
