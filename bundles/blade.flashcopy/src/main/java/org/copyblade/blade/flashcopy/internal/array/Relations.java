package org.copyblade.blade.flashcopy.internal.array;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The relations of a system at one look. Immutable. */
public final class Relations {

    private final List<Relation> all;
    private final Map<Pair, Relation> byPair = new HashMap<>();
    private final Map<VolumeId, Relation> byTarget = new HashMap<>();
    private final Map<VolumeId, List<Relation>> bySource = new HashMap<>();

    public Relations(List<Relation> all) {
        this.all = List.copyOf(all);
        for (Relation relation : all) {
            byPair.put(relation.pair(), relation);
            byTarget.put(relation.pair().target(), relation);
            bySource.merge(relation.pair().source(), List.of(relation), (old, one) -> java.util.stream.Stream.concat(
                            old.stream(), one.stream())
                    .toList());
        }
    }

    public List<Relation> all() {
        return all;
    }

    /** The relation of exactly this pair in this direction. */
    public Optional<Relation> of(Pair pair) {
        return Optional.ofNullable(byPair.get(pair));
    }

    /** The one relation whose target is this volume. */
    public Optional<Relation> into(VolumeId target) {
        return Optional.ofNullable(byTarget.get(target));
    }

    /** All relations whose source is this volume. */
    public List<Relation> from(VolumeId source) {
        return bySource.getOrDefault(source, List.of());
    }

    /** Whether a volume is in no relation at all. */
    public boolean isFree(VolumeId volume) {
        return !byTarget.containsKey(volume) && !bySource.containsKey(volume);
    }
}
