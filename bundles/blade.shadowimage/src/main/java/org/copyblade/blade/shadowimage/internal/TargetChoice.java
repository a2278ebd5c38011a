package org.copyblade.blade.shadowimage.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;

/** Takes free targets of the source's size and type out of a range of volumes. One thread; each is given once. */
final class TargetChoice {

    private final List<Ldev> candidates;
    private final Set<Integer> given = new HashSet<>();

    /** @param reserved volumes that fixed pairs name, or that are copied themselves */
    TargetChoice(StorageView view, LdevRanges pool, LdevRanges ours, Set<Integer> reserved) {
        this.candidates = view.ldevs().stream()
                .filter(ldev -> pool.contains(ldev.id()) && ours.contains(ldev.id()))
                .filter(ldev -> !reserved.contains(ldev.id()))
                .filter(PairCheck::isFree)
                .filter(ldev -> view.groupsOf(ldev.id()).isEmpty())
                .filter(ldev -> Mark.read(ldev.label()).isEmpty())
                .toList();
    }

    /** How many targets are left. */
    int left() {
        return candidates.size() - given.size();
    }

    Optional<Integer> next(Ldev source) {
        Optional<Integer> target = candidates.stream()
                .filter(ldev -> !given.contains(ldev.id()))
                .filter(ldev -> ldev.emulation().equals(source.emulation()) && ldev.blocks() == source.blocks())
                .map(Ldev::id)
                .findFirst();
        target.ifPresent(given::add);
        return target;
    }
}
