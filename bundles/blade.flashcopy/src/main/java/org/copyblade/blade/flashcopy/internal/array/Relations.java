package org.copyblade.blade.flashcopy.internal.array;

import java.util.ArrayList;
import java.util.Collections;
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
    private final Map<VolumeId, Relation> firstOf = new HashMap<>();

    public Relations(List<Relation> all) {
        this.all = List.copyOf(all);
        for (Relation relation : all) {
            Pair pair = relation.pair();
            byPair.put(pair, relation);
            byTarget.put(pair.target(), relation);
            bySource.computeIfAbsent(pair.source(), source -> new ArrayList<>()).add(relation);
            firstOf.putIfAbsent(pair.source(), relation);
            firstOf.putIfAbsent(pair.target(), relation);
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
        return Collections.unmodifiableList(bySource.getOrDefault(source, List.of()));
    }

    /** The first relation that a volume takes part in, as source or as target. */
    public Optional<Relation> firstOf(VolumeId volume) {
        return Optional.ofNullable(firstOf.get(volume));
    }

    /** Whether a volume is in no relation at all. */
    public boolean isFree(VolumeId volume) {
        return !firstOf.containsKey(volume);
    }
}
