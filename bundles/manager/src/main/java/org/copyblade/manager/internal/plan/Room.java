package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.manager.internal.blade.BladeName;

/**
 * 7, 13 and 16: whether the storage has room for this backup, and for the generations that are not made yet. Without it a
 * profile works for days, and the first backup that finds no room is refused in the night. Pure.
 */
final class Room {

    private static final String GENERATIONS = "generations";

    private Room() {}

    /**
     * What a blade has left for a group that needs something new there. One that goes on from an older copy needs nothing, and
     * of a plan that the blade refuses the blade itself says why.
     */
    record Left(BladeName blade, Headroom headroom) {

        /** How many copies of each source there is room for, as far as the storage says. */
        private long copies() {
            long copies = headroom.freeCopies().orElse(Long.MAX_VALUE);
            long needed = headroom.neededBytes().orElse(0);
            boolean counted = needed > 0 && headroom.freeBytes().isPresent();
            return counted ? Math.min(copies, headroom.freeBytes().getAsLong() / needed) : copies;
        }

        private boolean lacksBytes() {
            return headroom.freeBytes().isPresent()
                    && headroom.freeBytes().getAsLong() < headroom.neededBytes().orElse(0);
        }
    }

    /** What forbids this very backup. */
    static List<Finding> now(List<Left> groups) {
        List<Finding> findings = new ArrayList<>();
        for (Left left : groups) {
            if (left.headroom().freeCopies().orElse(1) <= 0) {
                findings.add(new Finding(
                        Check.RELATIONS_LEFT.number(),
                        Severity.ERROR,
                        "blade " + left.blade(),
                        "has room for no further copy of a source",
                        "withdraw an older copy, or keep fewer 'generations'"));
            }
            if (left.lacksBytes()) {
                findings.add(new Finding(
                        Check.TARGET_USABLE.number(),
                        Severity.ERROR,
                        "blade " + left.blade(),
                        "has " + left.headroom().freeBytes().getAsLong() + " bytes free for copies, and this one needs "
                                + left.headroom().neededBytes().getAsLong(),
                        "free space, or withdraw an older copy"));
            }
        }
        return findings.stream().distinct().toList();
    }

    /**
     * What will forbid a later one.
     *
     * @param unmade generations without a backup, with the one that this backup gets
     */
    static List<Finding> later(List<Left> groups, int unmade) {
        Map<BladeName, Long> rooms = new LinkedHashMap<>();
        groups.forEach(left -> rooms.merge(left.blade(), left.copies(), Math::min));
        return rooms.entrySet().stream()
                .filter(room -> room.getValue() > 0 && room.getValue() < unmade)
                .map(room -> new Finding(
                        Check.ENOUGH_TARGETS.number(),
                        Severity.WARNING,
                        GENERATIONS,
                        unmade + " are not made yet, and blade " + room.getKey() + " has room for " + room.getValue()
                                + " of them: the backup after that will be refused",
                        "give the blade more room or targets, or lower 'generations' by " + (unmade - room.getValue())))
                .toList();
    }
}
