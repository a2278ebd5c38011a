package org.copyblade.blade.timefinder.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.endpoint.Moment;

/**
 * What this blade keeps of a group of clones. Whether it is true is asked of the array at every call.
 *
 * @param method CLONE or BCV
 * @param array 12 digits
 * @param stage how far the manager had got when this was written
 * @param pairs all members; empty for a copy of which the array does not say it
 * @param stepTracks how many tracks of a BCV pair in step may be on their way to the target, of each pair
 * @param making what is known of requests that make sessions
 * @param version prefix of the API that prepare has found, so that nothing need be asked inside the window
 * @param predecessor the group whose sessions this one takes over, until it is prepared
 * @param at the point in time, by the clock of this host
 * @param doubtSince when a withdrawal began to wait for a request that may still be carried out
 * @param restore a restore under way
 * @param refusal why its sessions cannot be made
 */
record CloneBinding(
        Method method,
        String array,
        Stage stage,
        List<BoundPair> pairs,
        long stepTracks,
        Making making,
        int version,
        Optional<CopyGroupId> predecessor,
        Optional<Instant> at,
        Optional<Moment> doubtSince,
        Optional<RestoreNote> restore,
        Optional<Refusal> refusal) {

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

    /** Requests that make sessions: one that comes late makes some that nobody asks for any more. */
    enum Making {
        /** None was sent, or the last one was answered. */
        NOTHING,
        /** One may have been sent and not be answered. */
        MAYBE,
        /** One was sent and not answered. */
        LOST
    }

    /**
     * Why the array has refused to make sessions, to be said by the next step: this one says that nothing is under way.
     *
     * @param code of the error
     * @param text of the error
     * @param hint of the error
     * @param recovery of the error
     */
    record Refusal(String code, String text, String hint, Recovery recovery) {}

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
        Objects.requireNonNull(making, "making");
        Objects.requireNonNull(refusal, "refusal");
    }

    /** Of a plan, or of a copy that lies on the array and is not known any better. */
    static CloneBinding of(
            Method method, String array, Stage stage, List<BoundPair> pairs, Optional<CopyGroupId> predecessor) {
        return new CloneBinding(
                method,
                array,
                stage,
                pairs,
                0,
                stage == Stage.CREATING ? Making.LOST : Making.NOTHING,
                0,
                predecessor,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
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

    /** Its pairs by their sources, to be asked for once where all members are gone through. */
    Map<VolumeId, BoundPair> bySource() {
        return pairs.stream()
                .collect(Collectors.toMap(BoundPair::source, Function.identity(), (first, other) -> first));
    }

    CloneBinding inStepWith(long tracks) {
        return with(stage, tracks, making, version, predecessor, at, doubtSince, restore, refusal);
    }

    CloneBinding creating(Making requests) {
        return with(Stage.CREATING, stepTracks, requests, version, predecessor, at, doubtSince, restore, refusal);
    }

    /** The array has refused to make sessions, so that nothing is under way. */
    CloneBinding refused(Refusal why) {
        return with(stage, stepTracks, Making.NOTHING, version, predecessor, at, doubtSince, restore, Optional.of(why));
    }

    CloneBinding prepared(int prefix) {
        return with(Stage.PREPARED, stepTracks, making, prefix, Optional.empty(), at, doubtSince, restore, refusal);
    }

    CloneBinding established(Instant instant) {
        return with(
                Stage.ESTABLISHED,
                stepTracks,
                making,
                version,
                predecessor,
                Optional.of(instant),
                doubtSince,
                restore,
                refusal);
    }

    CloneBinding inDoubtSince(Moment moment) {
        return with(stage, stepTracks, making, version, predecessor, at, Optional.of(moment), restore, refusal);
    }

    CloneBinding restoring(Optional<RestoreNote> note) {
        return with(stage, stepTracks, making, version, predecessor, at, doubtSince, note, refusal);
    }

    private CloneBinding with(
            Stage next,
            long tracks,
            Making requests,
            int prefix,
            Optional<CopyGroupId> older,
            Optional<Instant> instant,
            Optional<Moment> doubt,
            Optional<RestoreNote> note,
            Optional<Refusal> why) {
        return new CloneBinding(method, array, next, pairs, tracks, requests, prefix, older, instant, doubt, note, why);
    }
}
