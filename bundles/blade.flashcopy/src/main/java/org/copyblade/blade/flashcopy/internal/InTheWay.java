package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;

/**
 * A relation of another copy that stands in the way of the restore of a pair: without cascading no volume is source and target
 * at once, and a target has one source. Pure.
 *
 * @param relation of the other copy
 * @param fate what becomes of it
 */
record InTheWay(Relation relation, Fate fate) {

    /** What a restore does about it. */
    enum Fate {
        /** It is still being copied. */
        AWAITED,
        /** It belongs to a copy of ours that is whole without it. */
        ENDED,
        /** It is nobody's we know, or its copy needs it for ever. */
        FORBIDS
    }

    /** Everything that is in the way of this pair. */
    static List<InTheWay> of(Pair pair, StorageView view, boolean cascading) {
        List<InTheWay> found = new ArrayList<>();
        for (Relation other : view.relations().from(pair.source())) {
            if (!other.pair().equals(pair)) {
                beside(other, view, cascading).ifPresent(fate -> found.add(new InTheWay(other, fate)));
            }
        }
        view.relations()
                .into(pair.source())
                .filter(into -> !into.pair().equals(pair.reversed()))
                .ifPresent(into -> found.add(new InTheWay(into, onto(into, pair, view))));
        return found;
    }

    /**
     * Another copy of the source. While one is being filled, as one is that was made just now to undo a restore, the storage
     * refuses a restore with cascading, too. One without background copy never is, and is left to that refusal.
     */
    private static Optional<Fate> beside(Relation other, StorageView view, boolean cascading) {
        boolean filling = other.backgroundCopy() && !other.isCopied();
        if (cascading) {
            return filling ? Optional.of(Fate.AWAITED) : Optional.empty();
        }
        boolean ours = view.markOf(other.pair().target()).isPresent();
        if (!ours || !other.backgroundCopy() || !other.isGood()) {
            return Optional.of(Fate.FORBIDS);
        }
        return Optional.of(filling ? Fate.AWAITED : Fate.ENDED);
    }

    /** What an earlier restore, of another copy of ours, has left. */
    private static Fate onto(Relation into, Pair pair, StorageView view) {
        if (view.leftByRestore(pair.source()).isEmpty()) {
            return Fate.FORBIDS;
        }
        return into.isCopied() ? Fate.ENDED : Fate.AWAITED;
    }
}
