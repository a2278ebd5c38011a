package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.Relations;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.CopyGroupId;

/** Volumes of some subsystems and all relations, as one look saw them. Immutable. */
final class StorageView {

    private final Map<VolumeId, Volume> volumes = new HashMap<>();
    private final Relations relations;

    StorageView(Collection<Volume> volumes, Relations relations) {
        volumes.forEach(volume -> this.volumes.put(volume.id(), volume));
        this.relations = relations;
    }

    /** The same with volumes of further subsystems. */
    StorageView with(Collection<Volume> more) {
        List<Volume> all = new ArrayList<>(volumes.values());
        all.addAll(more);
        return new StorageView(all, relations);
    }

    Collection<Volume> volumes() {
        return volumes.values();
    }

    Optional<Volume> volume(VolumeId id) {
        return Optional.ofNullable(volumes.get(id));
    }

    Relations relations() {
        return relations;
    }

    /** The group whose mark a volume bears. */
    Optional<CopyGroupId> markOf(VolumeId id) {
        return volume(id).flatMap(volume -> Mark.read(volume.name()));
    }

    /** Whether a target of ours needs no relation any more: everything was copied before that was ended. */
    boolean isWhole(VolumeId id) {
        return volume(id).filter(volume -> Mark.isWhole(volume.name())).isPresent();
    }

    /** The relation that a restore by one of our groups has left on a volume of a system. */
    Optional<Relation> leftByRestore(VolumeId source) {
        return relations.into(source).filter(relation -> markOf(relation.pair().source())
                .isPresent());
    }

    boolean bears(VolumeId id, CopyGroupId group) {
        return markOf(id).equals(Optional.of(group));
    }
}
