package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.endpoint.Moment;

/**
 * What this blade keeps of a group. Whether it is true is asked of the storage at every call.
 *
 * @param system id of the storage system
 * @param stage how far the manager had got when this was written
 * @param pairs all members
 * @param options of the establish request, without the hold
 * @param predecessor the group whose relations this one takes over
 * @param freezeTimer after which the storage lets held writes go; known from prepare on
 * @param heldSince before the first establish request, if it asked to hold writes
 * @param at the point in time
 * @param doubtSince when a withdrawal began to wait for a request that may still be carried out
 * @param restore a restore under way
 * @param restored sources whose relation a restore has reversed
 * @param usedUp sources whose copy a fast restore has used up
 * @param restoreMode how the restore is done that was chosen last
 */
record FlashBinding(
        String system,
        Stage stage,
        List<BoundPair> pairs,
        Set<CopyOption> options,
        Optional<CopyGroupId> predecessor,
        Duration freezeTimer,
        Optional<Moment> heldSince,
        Optional<Instant> at,
        Optional<Moment> doubtSince,
        Optional<RestoreNote> restore,
        Set<VolumeId> restored,
        Set<VolumeId> usedUp,
        Optional<RestoreMode> restoreMode) {

    /** How a restore is done. */
    enum RestoreMode {
        /** Waits for the background copy, and keeps the copy where that has one. */
        REVERSE,
        /** Begins at once, and uses the copy up. */
        FAST
    }

    /** How far a group had got. */
    enum Stage {
        /** No establish request was ever sent, or each was answered and none with success. */
        PLANNED,
        /** An establish request may have been sent. */
        PREPARED,
        /** An establish request was answered with success. */
        ESTABLISHED
    }

    /**
     * A restore under way.
     *
     * @param reversing whether the relations of an earlier restore are out of the way
     * @param sources what is restored
     */
    record RestoreNote(boolean reversing, Set<VolumeId> sources) {
        RestoreNote {
            sources = Set.copyOf(sources);
        }
    }

    FlashBinding {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(stage, "stage");
        pairs = List.copyOf(pairs);
        options = Set.copyOf(options);
        Objects.requireNonNull(predecessor, "predecessor");
        Objects.requireNonNull(freezeTimer, "freezeTimer");
        Objects.requireNonNull(heldSince, "heldSince");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(doubtSince, "doubtSince");
        Objects.requireNonNull(restore, "restore");
        restored = Set.copyOf(restored);
        usedUp = Set.copyOf(usedUp);
        Objects.requireNonNull(restoreMode, "restoreMode");
    }

    static FlashBinding planned(
            String system, List<BoundPair> pairs, Set<CopyOption> options, Optional<CopyGroupId> predecessor) {
        return found(system, Stage.PLANNED, pairs, options, predecessor);
    }

    /** Of a copy that lies on the storage and is not known any better. */
    static FlashBinding found(String system, Stage stage, List<BoundPair> pairs, Set<CopyOption> options) {
        return found(system, stage, pairs, options, Optional.empty());
    }

    private static FlashBinding found(
            String system,
            Stage stage,
            List<BoundPair> pairs,
            Set<CopyOption> options,
            Optional<CopyGroupId> predecessor) {
        return new FlashBinding(
                system,
                stage,
                pairs,
                options,
                predecessor,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.empty());
    }

    FlashBinding prepared(Duration timer) {
        return new FlashBinding(
                system,
                Stage.PREPARED,
                pairs,
                options,
                predecessor,
                timer,
                heldSince,
                at,
                doubtSince,
                restore,
                restored,
                usedUp,
                restoreMode);
    }

    /** No establish request of a prepared group can still be carried out. */
    FlashBinding nothingUnderWay() {
        return new FlashBinding(
                system,
                stage == Stage.PREPARED ? Stage.PLANNED : stage,
                pairs,
                options,
                predecessor,
                freezeTimer,
                heldSince,
                at,
                doubtSince,
                restore,
                restored,
                usedUp,
                restoreMode);
    }

    FlashBinding established(Instant instant, Optional<Moment> held) {
        return new FlashBinding(
                system,
                Stage.ESTABLISHED,
                pairs,
                options,
                predecessor,
                freezeTimer,
                held,
                Optional.of(instant),
                doubtSince,
                restore,
                restored,
                usedUp,
                restoreMode);
    }

    FlashBinding inDoubtSince(Moment moment) {
        return new FlashBinding(
                system,
                stage,
                pairs,
                options,
                predecessor,
                freezeTimer,
                heldSince,
                at,
                Optional.of(moment),
                restore,
                restored,
                usedUp,
                restoreMode);
    }

    FlashBinding restoring(RestoreNote note) {
        return withRestore(Optional.of(note), restored, usedUp);
    }

    /** These are back; the copy of them is used up or not. */
    FlashBinding restored(Set<VolumeId> sources, boolean consumed) {
        Set<VolumeId> back = new HashSet<>(restored);
        back.addAll(sources);
        Set<VolumeId> gone = new HashSet<>(usedUp);
        if (consumed) {
            gone.addAll(sources);
        }
        return withRestore(Optional.empty(), back, gone);
    }

    private FlashBinding withRestore(Optional<RestoreNote> note, Set<VolumeId> back, Set<VolumeId> gone) {
        return with(note, back, gone, restoreMode);
    }

    /** To be restored in this mode. */
    FlashBinding with(RestoreMode mode) {
        return with(restore, restored, usedUp, Optional.of(mode));
    }

    private FlashBinding with(
            Optional<RestoreNote> note, Set<VolumeId> back, Set<VolumeId> gone, Optional<RestoreMode> mode) {
        return new FlashBinding(
                system,
                stage,
                pairs,
                options,
                predecessor,
                freezeTimer,
                heldSince,
                at,
                doubtSince,
                note,
                back,
                gone,
                mode);
    }

    /** Logical subsystems of the sources: what a hold of this group acts on. */
    Set<String> sourceSubsystems() {
        Set<String> subsystems = new TreeSet<>();
        pairs.forEach(pair -> pair.source().ifPresent(source -> subsystems.add(source.lss())));
        return subsystems;
    }

    Set<String> targetSubsystems() {
        Set<String> subsystems = new TreeSet<>();
        pairs.forEach(pair -> subsystems.add(pair.target().lss()));
        return subsystems;
    }

    /** Pairs of which the source is known. */
    List<Pair> knownPairs() {
        return pairs.stream().flatMap(pair -> pair.pair().stream()).toList();
    }

    /** Its pairs of which the source is known, by that; to be asked for once where all members are gone through. */
    Map<VolumeId, BoundPair> bySource() {
        Map<VolumeId, BoundPair> bySource = new HashMap<>();
        pairs.forEach(pair -> pair.source().ifPresent(source -> bySource.putIfAbsent(source, pair)));
        return bySource;
    }

    /** Options of a request for these relations, the hold included or not. */
    Set<CopyOption> options(boolean hold) {
        Set<CopyOption> wanted = EnumSet.noneOf(CopyOption.class);
        wanted.addAll(options);
        if (hold) {
            wanted.add(CopyOption.FREEZE_CONSISTENCY);
        }
        return wanted;
    }
}
