package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;

/** Takes free targets of the source's size and type out of a range of volumes. One thread; each is given once. */
final class TargetChoice {

    private record Kind(String emulation, long blocks) {
        static Kind of(Ldev ldev) {
            return new Kind(ldev.emulation(), ldev.blocks());
        }
    }

    private final Map<Kind, Deque<Integer>> free = new HashMap<>();
    private int left;

    /** @param reserved volumes that fixed pairs name, or that are copied themselves */
    TargetChoice(StorageView view, LdevRanges pool, LdevRanges ours, Set<Integer> reserved) {
        view.ldevs().stream()
                .filter(ldev -> pool.contains(ldev.id()) && ours.contains(ldev.id()))
                .filter(ldev -> !reserved.contains(ldev.id()))
                .filter(PairCheck::isFree)
                .filter(ldev -> view.groupsOf(ldev.id()).isEmpty())
                .filter(ldev -> Mark.read(ldev.label()).isEmpty())
                .forEach(this::add);
    }

    private void add(Ldev ldev) {
        free.computeIfAbsent(Kind.of(ldev), kind -> new ArrayDeque<>()).add(ldev.id());
        left++;
    }

    /** How many targets are left. */
    int left() {
        return left;
    }

    /** The first of its kind that was not given yet. */
    Optional<Integer> next(Ldev source) {
        Optional<Integer> target =
                Optional.ofNullable(free.get(Kind.of(source))).map(Deque::poll);
        target.ifPresent(given -> left--);
        return target;
    }
}
