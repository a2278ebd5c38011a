package org.copyblade.blade.dfsmsdss.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.spi.Release;

/**
 * What this blade keeps of a group. Whether it is true is asked of z/OS at every call.
 *
 * @param grain what one member is
 * @param stage how far the manager had got when this was written
 * @param style how it is copied
 * @param copies all members, in the order of the tasks of the job; those of the representatives first
 * @param units device numbers of volumes by their serials, as they were when the copy was planned; none for data sets
 * @param representatives one source volume of each subsystem, for a hold; none for data sets
 * @param job that copies with no hold; known from prepare on
 * @param heldJob that copies under a hold, if the group can be held
 * @param at the point in time
 * @param hold what became of the hold, if establish was asked for one
 * @param used sources that the storage has copied, all others went through the host; known from establish on
 * @param warnings of the job that copied; known from establish on
 * @param restore a restore under way
 * @param restores how many restores were begun
 */
record DssBinding(
        Grain grain,
        Stage stage,
        CopyStyle style,
        List<BoundCopy> copies,
        Map<String, String> units,
        List<String> representatives,
        Optional<JobId> job,
        Optional<JobId> heldJob,
        Optional<Instant> at,
        Optional<Release> hold,
        Set<String> used,
        List<String> warnings,
        Optional<RestoreNote> restore,
        int restores) {

    /** How far a group had got. */
    enum Stage {
        /** No job was ever released. */
        PLANNED,
        /** A job may have been released. */
        PREPARED,
        /** The job has copied everything. */
        ESTABLISHED
    }

    /**
     * A restore under way.
     *
     * @param number of its job
     * @param sources what is restored
     */
    record RestoreNote(int number, Set<String> sources) {
        RestoreNote {
            sources = Set.copyOf(sources);
        }
    }

    DssBinding {
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(style, "style");
        copies = List.copyOf(copies);
        units = Map.copyOf(units);
        representatives = List.copyOf(representatives);
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(heldJob, "heldJob");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(hold, "hold");
        used = Set.copyOf(used);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(restore, "restore");
    }

    static DssBinding planned(Grain grain, CopyStyle style, List<BoundCopy> copies, List<String> representatives) {
        return new DssBinding(
                grain,
                Stage.PLANNED,
                style,
                copies,
                Map.of(),
                representatives,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of(),
                Optional.empty(),
                0);
    }

    /** With where its volumes are. */
    DssBinding on(Map<String, String> devices) {
        return new DssBinding(
                grain,
                stage,
                style,
                copies,
                devices,
                representatives,
                job,
                heldJob,
                at,
                hold,
                used,
                warnings,
                restore,
                restores);
    }

    /** Of a group that is found in the catalog and not known any better. */
    static DssBinding found(Grain grain, CopyStyle style, List<BoundCopy> copies, List<String> representatives) {
        DssBinding planned = planned(grain, style, copies, representatives);
        return planned.prepared(Optional.empty(), Optional.empty());
    }

    DssBinding prepared(Optional<JobId> copy, Optional<JobId> held) {
        return new DssBinding(
                grain,
                Stage.PREPARED,
                style,
                copies,
                units,
                representatives,
                copy,
                held,
                at,
                hold,
                used,
                warnings,
                restore,
                restores);
    }

    /** @param instant empty if nobody knows it, because the answer of the job was lost */
    DssBinding established(Optional<Instant> instant, Optional<Release> held, CopyVerdict verdict) {
        return new DssBinding(
                grain,
                Stage.ESTABLISHED,
                style,
                copies,
                units,
                representatives,
                job,
                heldJob,
                instant,
                held,
                verdict.byStorage(),
                verdict.warnings(),
                restore,
                restores);
    }

    /** Its fence was found untaken, so none of its jobs has run. */
    DssBinding neverReleased() {
        return planned(grain, style, copies, representatives).on(units);
    }

    DssBinding restoring(RestoreNote note) {
        return withRestore(Optional.of(note), Math.max(restores, note.number()));
    }

    DssBinding restored() {
        return withRestore(Optional.empty(), restores);
    }

    private DssBinding withRestore(Optional<RestoreNote> note, int number) {
        return new DssBinding(
                grain,
                stage,
                style,
                copies,
                units,
                representatives,
                job,
                heldJob,
                at,
                hold,
                used,
                warnings,
                note,
                number);
    }

    /** Whether the storage must copy, so that there is a point in time; else the copy goes through the host. */
    boolean isFast() {
        return style.fast() == FastReplication.REQUIRED;
    }

    /** Whether the copy can be made under a hold. */
    boolean canHold() {
        return isFast() && grain == Grain.VOLUME;
    }

    /** For people. */
    String jobThatCopied() {
        return (hold.isPresent() ? heldJob : job).map(JobId::toString).orElse("that copied");
    }

    /** Its members by their sources, to be asked for once where all are gone through. */
    Map<String, BoundCopy> bySource() {
        return copies.stream()
                .collect(Collectors.toMap(BoundCopy::source, Function.identity(), (first, other) -> first));
    }
}
