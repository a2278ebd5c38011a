package org.copyblade.blade.timefinder.internal;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * What this blade keeps of a group of clones. Whether it is true is asked of the array at every call.
 *
 * @param method CLONE or BCV
 * @param array 12 digits
 * @param stage how far the manager had got when this was written
 * @param pairs all members; empty for a copy of which the array does not say it
 * @param stepTracks how many tracks of a BCV pair in step may be on their way to the target, of each pair
 * @param version prefix of the API that prepare has found, so that nothing need be asked inside the window
 * @param predecessor the group whose sessions this one takes over, until it is prepared
 * @param at the point in time, by the clock of this host
 * @param doubtSince when a withdrawal began to wait for a request that may still be carried out
 * @param restore a restore under way
 */
record CloneBinding(
        Method method,
        String array,
        Stage stage,
        List<BoundPair> pairs,
        long stepTracks,
        int version,
        Optional<CopyGroupId> predecessor,
        Optional<Instant> at,
        Optional<Moment> doubtSince,
        Optional<RestoreNote> restore) {

    /** How far a group had got. */
    enum Stage {
        /** Nothing was ever sent. */
        PLANNED,
        /** Sessions may have been made, or those of the predecessor re-created. */
        CREATING,
        /** All sessions were ready; an activation may have been sent. */
        PREPARED,
        /** An activation was answered with success. */
        ESTABLISHED
    }

    /**
     * A restore under way.
     *
     * @param splitting are the sources back, and the sessions to be split?
     * @param sources what is restored
     */
    record RestoreNote(boolean splitting, Set<VolumeId> sources) {
        RestoreNote {
            sources = Set.copyOf(sources);
        }
    }

    CloneBinding {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(stage, "stage");
        pairs = List.copyOf(pairs);
        Objects.requireNonNull(predecessor, "predecessor");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(doubtSince, "doubtSince");
        Objects.requireNonNull(restore, "restore");
    }

    /** Of a plan, or of a copy that lies on the array and is not known any better. */
    static CloneBinding of(
            Method method, String array, Stage stage, List<BoundPair> pairs, Optional<CopyGroupId> predecessor) {
        return new CloneBinding(
                method, array, stage, pairs, 0, 0, predecessor, Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean isBeforeActivation() {
        return stage == Stage.PLANNED || stage == Stage.CREATING;
    }

    List<VolumeId> sources() {
        return pairs.stream().map(BoundPair::source).toList();
    }

    List<VolumeId> targets() {
        return pairs.stream().map(BoundPair::target).toList();
    }

    Optional<BoundPair> of(VolumeId source) {
        return pairs.stream().filter(pair -> pair.source().equals(source)).findFirst();
    }

    CloneBinding inStepWith(long tracks) {
        return new CloneBinding(method, array, stage, pairs, tracks, version, predecessor, at, doubtSince, restore);
    }

    CloneBinding creating() {
        return new CloneBinding(
                method, array, Stage.CREATING, pairs, stepTracks, version, predecessor, at, doubtSince, restore);
    }

    CloneBinding prepared(int prefix) {
        return new CloneBinding(
                method, array, Stage.PREPARED, pairs, stepTracks, prefix, Optional.empty(), at, doubtSince, restore);
    }

    CloneBinding established(Instant instant) {
        return new CloneBinding(
                method,
                array,
                Stage.ESTABLISHED,
                pairs,
                stepTracks,
                version,
                predecessor,
                Optional.of(instant),
                doubtSince,
                restore);
    }

    CloneBinding inDoubtSince(Moment moment) {
        return new CloneBinding(
                method, array, stage, pairs, stepTracks, version, predecessor, at, Optional.of(moment), restore);
    }

    CloneBinding restoring(Optional<RestoreNote> note) {
        return new CloneBinding(method, array, stage, pairs, stepTracks, version, predecessor, at, doubtSince, note);
    }
}
