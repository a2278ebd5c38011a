package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Volumes that nobody has, to be given as targets, each once. One thread. */
final class FreeTargets {
    private final Map<Long, Deque<Vdisk>> bySize = new HashMap<>();
    private int left;

    /** @param free in the order in which they are to be given */
    FreeTargets(List<Vdisk> free) {
        for (Vdisk vdisk : free) {
            bySize.computeIfAbsent(vdisk.capacityBytes(), size -> new ArrayDeque<>())
                    .add(vdisk);
        }
        this.left = free.size();
    }

    int left() {
        return left;
    }

    /** One of exactly this size. */
    Optional<Vdisk> next(long capacityBytes) {
        Optional<Vdisk> target = Optional.ofNullable(bySize.get(capacityBytes)).map(Deque::poll);
        target.ifPresent(given -> left--);
        return target;
    }
}
