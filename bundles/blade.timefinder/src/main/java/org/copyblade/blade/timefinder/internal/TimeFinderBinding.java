package org.copyblade.blade.timefinder.internal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.endpoint.Moment;

/**
 * What this blade keeps of a group. Whether it is true is asked of the array at every call; what is linked and restored is
 * not kept at all.
 *
 * @param array 12 digits
 * @param stage how far the manager had got when this was written
 * @param sources all members
 * @param version prefix of the API that prepare has found, so that nothing need be asked inside the window
 * @param snapid number of the point in time; empty until it was answered
 * @param at the point in time
 * @param doubtSince when a withdrawal began to wait for a request that may still be carried out
 * @param restore a restore under way
 * @param writable whether somebody may have written to the volumes that show the copy
 * @param linking how volumes are to show it
 */
record TimeFinderBinding(
        String array,
        Stage stage,
        List<VolumeId> sources,
        int version,
        OptionalLong snapid,
        Optional<Instant> at,
        Optional<Moment> doubtSince,
        Optional<RestoreNote> restore,
        boolean writable,
        LinkPlan linking) {

    /** How far a group had got. */
    enum Stage {
        /** No establish request was ever sent, or nothing came of it. */
        PLANNED,
        /** An establish request may have been sent. */
        PREPARED,
        /** An establish request was answered with success. */
        ESTABLISHED
    }

    /**
     * A restore under way.
     *
     * @param cleared whether the sessions of an earlier restore are out of the way
     * @param sources what is restored
     */
    record RestoreNote(boolean cleared, Set<VolumeId> sources) {
        RestoreNote {
            sources = Set.copyOf(sources);
        }
    }

    TimeFinderBinding {
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(stage, "stage");
        sources = List.copyOf(sources);
        Objects.requireNonNull(snapid, "snapid");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(doubtSince, "doubtSince");
        Objects.requireNonNull(restore, "restore");
        Objects.requireNonNull(linking, "linking");
    }

    /** Of a plan, or of a copy that lies on the array and is not known any better. */
    static TimeFinderBinding of(String array, Stage stage, List<VolumeId> sources) {
        return new TimeFinderBinding(
                array,
                stage,
                sources,
                0,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                LinkPlan.NOCOPY);
    }

    /** How the profile wants it shown. */
    TimeFinderBinding linking(LinkPlan plan) {
        return new TimeFinderBinding(array, stage, sources, version, snapid, at, doubtSince, restore, writable, plan);
    }

    TimeFinderBinding prepared(int prefix) {
        return new TimeFinderBinding(
                array, Stage.PREPARED, sources, prefix, snapid, at, doubtSince, restore, writable, linking);
    }

    /** No establish request is under way, nor can one come. */
    TimeFinderBinding nothingUnderWay() {
        return stage == Stage.PREPARED
                ? new TimeFinderBinding(
                        array, Stage.PLANNED, sources, version, snapid, at, doubtSince, restore, writable, linking)
                : this;
    }

    TimeFinderBinding established(long id, Instant instant) {
        return new TimeFinderBinding(
                array,
                Stage.ESTABLISHED,
                sources,
                version,
                OptionalLong.of(id),
                Optional.of(instant),
                doubtSince,
                restore,
                writable,
                linking);
    }

    TimeFinderBinding inDoubtSince(Moment moment) {
        return new TimeFinderBinding(
                array, stage, sources, version, snapid, at, Optional.of(moment), restore, writable, linking);
    }

    TimeFinderBinding restoring(Optional<RestoreNote> note) {
        return new TimeFinderBinding(array, stage, sources, version, snapid, at, doubtSince, note, writable, linking);
    }

    TimeFinderBinding shownWritable(boolean may) {
        return new TimeFinderBinding(array, stage, sources, version, snapid, at, doubtSince, restore, may, linking);
    }
}
