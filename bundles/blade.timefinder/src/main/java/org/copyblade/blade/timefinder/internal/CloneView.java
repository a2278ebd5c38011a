package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * What is there of one group of clones, as one look saw it. Immutable.
 *
 * @param targets volumes of the storage group of targets, which is the sign that the sessions are those of the group
 * @param older whether the sessions are still those of the group that they are to be taken over from
 * @param sessions of the sources, to whatever targets; empty where there is no storage group of the sources
 */
record CloneView(Optional<Set<VolumeId>> targets, boolean older, Optional<List<ClonePair>> sessions) {

    CloneView {
        Objects.requireNonNull(targets, "targets");
        sessions = sessions.map(List::copyOf);
    }

    /** Nothing of it. */
    static CloneView absent() {
        return new CloneView(Optional.empty(), false, Optional.empty());
    }

    Optional<ClonePair> of(BoundPair pair) {
        return sessions.stream()
                .flatMap(List::stream)
                .filter(it -> it.source().equals(pair.source()) && it.target().equals(pair.target()))
                .findFirst();
    }

    /** Those of these pairs that are there, in their order. */
    List<ClonePair> of(List<BoundPair> pairs) {
        return pairs.stream().flatMap(pair -> of(pair).stream()).toList();
    }

    /** Those whose target is in the storage group of targets. */
    List<ClonePair> own() {
        return sessions.stream()
                .flatMap(List::stream)
                .filter(it -> targets.filter(all -> all.contains(it.target())).isPresent())
                .toList();
    }
}
