package org.copyblade.guard;

import java.util.List;

/**
 * What was found and done after a crash.
 *
 * @param endedGuards guards of an earlier start that were still there and were ended
 * @param continued processes that were stopped and were continued
 */
public record Abandoned(List<Long> endedGuards, List<Long> continued) {

    public Abandoned {
        endedGuards = List.copyOf(endedGuards);
        continued = List.copyOf(continued);
    }

    /** True if nothing had been left behind. */
    public boolean nothing() {
        return endedGuards.isEmpty() && continued.isEmpty();
    }
}
