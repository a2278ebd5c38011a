package org.copyblade.lab.array.internal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;

/** One change of what a storage system must remember, as a line of its journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.PutVolume.class, name = "volume"),
    @JsonSubTypes.Type(value = Change.DropVolume.class, name = "no-volume"),
    @JsonSubTypes.Type(value = Change.PutRelation.class, name = "relation"),
    @JsonSubTypes.Type(value = Change.DropRelation.class, name = "no-relation"),
    @JsonSubTypes.Type(value = Change.FailRelation.class, name = "failed"),
    @JsonSubTypes.Type(value = Change.Freeze.class, name = "freeze"),
    @JsonSubTypes.Type(value = Change.Thaw.class, name = "thaw"),
    @JsonSubTypes.Type(value = Change.Expirations.class, name = "expirations"),
    @JsonSubTypes.Type(value = Change.Numbers.class, name = "numbers"),
    @JsonSubTypes.Type(value = Change.PutSnapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = Change.DropSnapshot.class, name = "no-snapshot"),
    @JsonSubTypes.Type(value = Change.PutGroup.class, name = "group"),
    @JsonSubTypes.Type(value = Change.DropGroup.class, name = "no-group"),
})
sealed interface Change {

    /** A volume that is new, or has changed. */
    record PutVolume(Volume volume) implements Change {}

    record DropVolume(String id) implements Change {}

    /** A relation that is new, or established again. */
    record PutRelation(StoredRelation relation) implements Change {}

    record DropRelation(long id) implements Change {}

    /** Apart from {@code PutRelation}, because it may come after the relation was withdrawn. */
    record FailRelation(long id) implements Change {}

    record Freeze(String volume, long untilEpochMs) implements Change {}

    record Thaw(List<String> volumes) implements Change {}

    /** How many freezes of a subsystem have ended by the timer, ever. */
    record Expirations(String subsystem, long times) implements Change {}

    /** The highest number that was given to a relation or map. */
    record Numbers(long highest) implements Change {}

    /** A snapshot that is new, or has changed. */
    record PutSnapshot(StoredSnapshot snapshot) implements Change {}

    record DropSnapshot(long id) implements Change {}

    /** A group that is new, or has other volumes. */
    record PutGroup(VolumeGroup group) implements Change {}

    record DropGroup(String name) implements Change {}
}
