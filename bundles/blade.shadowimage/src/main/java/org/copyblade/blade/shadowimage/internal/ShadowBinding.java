package org.copyblade.blade.shadowimage.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.endpoint.Moment;

/**
 * What this blade keeps of a group. Whether it is true is asked of the storage at every call.
 *
 * @param storage id of the storage
 * @param method how it is copied
 * @param stage how far the manager had got when this was written
 * @param name the copy group on the storage: of this group, or of the first whose pairs it goes on with
 * @param pairs all members
 * @param mirrorUnit of all sources
 * @param pace of the copies, 1 to 15
 * @param dataReduction has a volume capacity saving?
 * @param predecessor the group whose pairs this one takes over
 * @param labelBefore of the target with the lowest number; empty if not known
 * @param making what is known of the requests that make its pairs
 * @param evidence by what the split of this group is told
 * @param at the point in time, by the clock of this host
 * @param doubtSince when a withdrawal began to wait for a request that may still be carried out
 * @param restore a restore under way
 * @param usedUp sources whose copy a quick restore has used up
 * @param restoreMode how the restore is done that was chosen last
 */
record ShadowBinding(
        String storage,
        Method method,
        Stage stage,
        GroupName name,
        List<BoundPair> pairs,
        int mirrorUnit,
        int pace,
        boolean dataReduction,
        Optional<CopyGroupId> predecessor,
        String labelBefore,
        Making making,
        SplitEvidence evidence,
        Optional<Instant> at,
        Optional<Moment> doubtSince,
        Optional<RestoreNote> restore,
        Set<Integer> usedUp,
        Optional<RestoreMode> restoreMode) {

    /** How a restore is done. */
    enum RestoreMode {
        /** Copies back, and keeps the copy. */
        REVERSE,
        /** Swaps, and uses the copy up. */
        QUICK
    }

    /** How far a group had got. */
    enum Stage {
        /** Nothing was ever sent. */
        PLANNED,
        /** Pairs may have been made, or those of the predecessor told to follow again. */
        CREATING,
        /** All pairs were in step; a split may have been sent. */
        PREPARED,
        /** A split was answered with success. */
        ESTABLISHED
    }

    /**
     * A restore under way.
     *
     * @param splitting are the sources back, and the pairs to be split again?
     * @param sources what is restored
     */
    record RestoreNote(boolean splitting, Set<Integer> sources) {
        RestoreNote {
            sources = Set.copyOf(sources);
        }
    }

    ShadowBinding {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(name, "name");
        pairs = List.copyOf(pairs);
        Objects.requireNonNull(predecessor, "predecessor");
        Objects.requireNonNull(labelBefore, "labelBefore");
        Objects.requireNonNull(making, "making");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(doubtSince, "doubtSince");
        Objects.requireNonNull(restore, "restore");
        usedUp = Set.copyOf(usedUp);
        Objects.requireNonNull(restoreMode, "restoreMode");
    }

    /** Of a copy that lies on the storage, or is to. */
    static ShadowBinding of(
            String storage, Method method, Stage stage, GroupName name, List<BoundPair> pairs, int mirrorUnit) {
        return new ShadowBinding(
                storage,
                method,
                stage,
                name,
                pairs,
                mirrorUnit,
                ShadowSettings.DEFAULT_PACE,
                false,
                Optional.empty(),
                "",
                makingAt(stage),
                SplitEvidence.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    /** Where nobody has said: while pairs were being made one may be under way. */
    static Making makingAt(Stage stage) {
        return stage == Stage.CREATING ? Making.LOST : Making.NOTHING;
    }

    /** With what a plan adds. */
    ShadowBinding planned(int planPace, boolean reduction, Optional<CopyGroupId> older, String label) {
        return new ShadowBinding(
                storage,
                method,
                stage,
                name,
                pairs,
                mirrorUnit,
                planPace,
                reduction,
                older,
                label,
                making,
                evidence,
                at,
                doubtSince,
                restore,
                usedUp,
                restoreMode);
    }

    ShadowBinding at(Stage next) {
        return with(next, at, doubtSince, restore, usedUp);
    }

    ShadowBinding creating(Making newest) {
        return new ShadowBinding(
                storage,
                method,
                Stage.CREATING,
                name,
                pairs,
                mirrorUnit,
                pace,
                dataReduction,
                predecessor,
                labelBefore,
                newest,
                evidence,
                at,
                doubtSince,
                restore,
                usedUp,
                restoreMode);
    }

    /** All pairs are in step; what is younger than this job may split them. */
    ShadowBinding prepared(long newestJob) {
        return at(Stage.PREPARED).with(SplitEvidence.since(newestJob));
    }

    ShadowBinding established(Instant instant, long job) {
        return with(Stage.ESTABLISHED, Optional.of(instant), doubtSince, restore, usedUp)
                .with(evidence.ordered(job));
    }

    ShadowBinding with(SplitEvidence newest) {
        return with(newest, stage, at, doubtSince, restore, usedUp, restoreMode);
    }

    ShadowBinding inDoubtSince(Moment moment) {
        return with(stage, at, Optional.of(moment), restore, usedUp);
    }

    ShadowBinding restoring(RestoreNote note) {
        return with(stage, at, doubtSince, Optional.of(note), usedUp);
    }

    /** To be restored in this mode. */
    ShadowBinding with(RestoreMode mode) {
        return with(evidence, stage, at, doubtSince, restore, usedUp, Optional.of(mode));
    }

    /** The sources of the restore are back; their copy is used up or not. */
    ShadowBinding restored(Set<Integer> sources, boolean consumed) {
        Set<Integer> gone = new HashSet<>(usedUp);
        if (consumed) {
            gone.addAll(sources);
        }
        return with(stage, at, doubtSince, Optional.empty(), gone);
    }

    private ShadowBinding with(
            Stage next,
            Optional<Instant> instant,
            Optional<Moment> doubt,
            Optional<RestoreNote> note,
            Set<Integer> gone) {
        return with(evidence, next, instant, doubt, note, gone, restoreMode);
    }

    private ShadowBinding with(
            SplitEvidence newest,
            Stage next,
            Optional<Instant> instant,
            Optional<Moment> doubt,
            Optional<RestoreNote> note,
            Set<Integer> gone,
            Optional<RestoreMode> mode) {
        return new ShadowBinding(
                storage,
                method,
                next,
                name,
                pairs,
                mirrorUnit,
                pace,
                dataReduction,
                predecessor,
                labelBefore,
                making,
                newest,
                instant,
                doubt,
                note,
                gone,
                mode);
    }

    /** The target whose label says whose the copy group is. */
    Optional<Integer> labelled() {
        return pairs.stream().map(BoundPair::svol).min(Integer::compare);
    }

    /** Its pairs by their sources, to be asked for once where all members are gone through. */
    Map<Integer, BoundPair> bySource() {
        Map<Integer, BoundPair> bySource = new HashMap<>();
        pairs.forEach(pair -> bySource.putIfAbsent(pair.pvol(), pair));
        return bySource;
    }
}
