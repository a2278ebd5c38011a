package org.copyblade.blade.flashcopy.internal.virtualize;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What this blade keeps of a group. Whether it is true is asked of the storage at every call.
 *
 * @param system id of the storage system
 * @param stage how far the manager had got when this was written
 * @param pairs all members
 * @param copyRate of its mappings
 * @param at the point in time
 * @param restore a restore under way
 */
record GroupBinding(
        String system,
        Stage stage,
        List<UidPair> pairs,
        int copyRate,
        Optional<Instant> at,
        Optional<RestoreNote> restore) {
    /** How far a group had got. */
    enum Stage {
        /** No start was ever sent. */
        PLANNED,
        /** A start may have been sent. */
        PREPARED,
        /** A start was answered with success. */
        ESTABLISHED
    }

    /**
     * A restore under way.
     *
     * @param cleared are the mappings of earlier restores out of the way, so that what is there now is of this one?
     * @param sources unique ids of what is restored
     */
    record RestoreNote(boolean cleared, Set<String> sources) {
        RestoreNote {
            sources = Set.copyOf(sources);
        }
    }

    GroupBinding {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(stage, "stage");
        pairs = List.copyOf(pairs);
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(restore, "restore");
    }

    static GroupBinding found(String system, Stage stage, List<UidPair> pairs, int copyRate) {
        return new GroupBinding(system, stage, pairs, copyRate, Optional.empty(), Optional.empty());
    }

    GroupBinding prepared() {
        return new GroupBinding(system, Stage.PREPARED, pairs, copyRate, at, restore);
    }

    GroupBinding established(Instant instant) {
        return new GroupBinding(system, Stage.ESTABLISHED, pairs, copyRate, Optional.of(instant), restore);
    }

    GroupBinding restoring(Optional<RestoreNote> note) {
        return new GroupBinding(system, stage, pairs, copyRate, at, note);
    }

    List<UidPair> of(Set<String> sources) {
        return pairs.stream().filter(it -> sources.contains(it.source())).toList();
    }
}
