package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** What is there of one group of clones, as one look saw it. Immutable. */
final class CloneView {

    private final Optional<Set<VolumeId>> targets;
    private final boolean older;
    private final Optional<List<ClonePair>> sessions;
    private final Map<BoundPair, ClonePair> byPair = new HashMap<>();
    private final Map<VolumeId, List<ClonePair>> bySource = new HashMap<>();

    /**
     * A look.
     *
     * @param targets volumes of the storage group of targets, which is the sign that the sessions are those of the group
     * @param older whether the sessions are still those of the group that they are to be taken over from
     * @param sessions of the sources, to whatever targets; empty where there is no storage group of the sources
     */
    CloneView(Optional<Set<VolumeId>> targets, boolean older, Optional<List<ClonePair>> sessions) {
        this.targets = Objects.requireNonNull(targets, "targets");
        this.older = older;
        this.sessions = sessions.map(List::copyOf);
        for (ClonePair session : this.sessions.orElse(List.of())) {
            byPair.putIfAbsent(new BoundPair(session.source(), session.target()), session);
            bySource.computeIfAbsent(session.source(), source -> new ArrayList<>())
                    .add(session);
        }
    }

    Optional<Set<VolumeId>> targets() {
        return targets;
    }

    /** Whether the sessions are still those of the group that they are to be taken over from. */
    boolean older() {
        return older;
    }

    /** Whether there is a storage group of the sources, by which sessions are asked for. */
    boolean hasSources() {
        return sessions.isPresent();
    }

    /** Nothing of it. */
    static CloneView absent() {
        return new CloneView(Optional.empty(), false, Optional.empty());
    }

    Optional<ClonePair> of(BoundPair pair) {
        return Optional.ofNullable(byPair.get(pair));
    }

    /** The sessions of a source, to whatever targets. */
    List<ClonePair> from(VolumeId source) {
        return Collections.unmodifiableList(bySource.getOrDefault(source, List.of()));
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
