package org.copyblade.lab.array.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.Volume;

/** A volume at work: its tracks and its relations, whose lists change under the write lock of the system only. */
final class LiveVolume {
    private final TrackFile file;
    private volatile Volume volume;
    private volatile List<LiveRelation> outgoing = List.of();
    private volatile List<LiveRelation> incoming = List.of();

    LiveVolume(Volume volume, TrackFile file) {
        this.volume = volume;
        this.file = file;
    }

    Volume volume() {
        return volume;
    }

    void become(Volume other) {
        volume = other;
    }

    String id() {
        return volume.id();
    }

    TrackFile file() {
        return file;
    }

    /** Relations that copy from it. */
    List<LiveRelation> outgoing() {
        return outgoing;
    }

    /** Relations that copy to it; their tracks do not overlap. */
    List<LiveRelation> incoming() {
        return incoming;
    }

    boolean isInRelation() {
        return !outgoing.isEmpty() || !incoming.isEmpty();
    }

    void attachAsSource(LiveRelation relation) {
        outgoing = with(outgoing, relation);
    }

    void attachAsTarget(LiveRelation relation) {
        incoming = with(incoming, relation);
    }

    void detach(LiveRelation relation) {
        outgoing = outgoing.stream().filter(it -> it != relation).toList();
        incoming = incoming.stream().filter(it -> it != relation).toList();
    }

    private static List<LiveRelation> with(List<LiveRelation> relations, LiveRelation added) {
        List<LiveRelation> longer = new ArrayList<>(relations);
        longer.add(added);
        return List.copyOf(longer);
    }
}
