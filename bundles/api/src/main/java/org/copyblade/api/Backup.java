package org.copyblade.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One System Level Backup.
 *
 * @param id unique
 * @param run that took it
 * @param profile name of the profile
 * @param system name of the system
 * @param state what it is worth now
 * @param reason why it is in that state, for people; empty when COMPLETE
 * @param consistency asked for and, when COMPLETE, proven
 * @param generation slot, 1 and up
 * @param startedAt start of the run
 * @param pointInTime the instant it shows, once established
 * @param windowMicros how long the system was held, in microseconds; empty if it was not
 * @param position position of the system's log that a restore is sure to reach; empty text if unknown
 * @param verified last try-out, if any
 * @param held protected by an operator
 * @param copies one per copy group
 */
public record Backup(
        BackupId id,
        RunId run,
        String profile,
        String system,
        State state,
        String reason,
        Consistency consistency,
        int generation,
        Instant startedAt,
        Optional<Instant> pointInTime,
        OptionalLong windowMicros,
        String position,
        Optional<Verification> verified,
        boolean held,
        List<Copy> copies) {

    /** What a backup is worth. */
    public enum State {
        /** A generation is reserved for it. */
        RESERVED,
        /** It is being taken. */
        RUNNING,
        /** It can be restored. */
        COMPLETE,
        /** It ended before there was a copy. */
        FAILED,
        /** There was a copy, but it is not proven consistent or a restore has used it up; it is or will be withdrawn. */
        UNUSABLE,
        /** Retention has removed it. */
        EXPIRED,
        /** Its generation was given to a newer backup. */
        OVERWRITTEN,
        /** The catalog knows it but the storage does not. */
        LOST,
        /** An operator deleted it. */
        DELETED
    }

    /**
     * Result of booting a clone of it.
     *
     * @param at when
     * @param passed whether every check passed
     */
    public record Verification(Instant at, boolean passed) {
        public Verification {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The copies of one group.
     *
     * @param group its id
     * @param blade technology
     * @param endpoint endpoint of the blade
     * @param method fast or host
     * @param targets one per member, {@code member -> target}
     */
    public record Copy(String group, String blade, String endpoint, String method, List<String> targets) {
        public Copy {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(blade, "blade");
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(method, "method");
            targets = List.copyOf(targets);
        }
    }

    public Backup {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(consistency, "consistency");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(pointInTime, "pointInTime");
        Objects.requireNonNull(windowMicros, "windowMicros");
        Objects.requireNonNull(position, "position");
        Objects.requireNonNull(verified, "verified");
        copies = List.copyOf(copies);
    }

    /** The same under another id. */
    public Backup withId(BackupId next) {
        return new Backup(
                next,
                run,
                profile,
                system,
                state,
                reason,
                consistency,
                generation,
                startedAt,
                pointInTime,
                windowMicros,
                position,
                verified,
                held,
                copies);
    }

    /** The same, worth something else now. */
    public Backup withState(State next, String why) {
        return new Backup(
                id,
                run,
                profile,
                system,
                next,
                why,
                consistency,
                generation,
                startedAt,
                pointInTime,
                windowMicros,
                position,
                verified,
                held,
                copies);
    }

    /** The same with what its window has shown. */
    public Backup withWindow(Optional<Instant> instant, OptionalLong micros) {
        return new Backup(
                id,
                run,
                profile,
                system,
                state,
                reason,
                consistency,
                generation,
                startedAt,
                instant,
                micros,
                position,
                verified,
                held,
                copies);
    }

    /** The same with a position that a restore is sure to reach. */
    public Backup withPosition(String next) {
        return new Backup(
                id,
                run,
                profile,
                system,
                state,
                reason,
                consistency,
                generation,
                startedAt,
                pointInTime,
                windowMicros,
                next,
                verified,
                held,
                copies);
    }

    /** The same, tried out. */
    public Backup withVerified(Verification next) {
        return new Backup(
                id,
                run,
                profile,
                system,
                state,
                reason,
                consistency,
                generation,
                startedAt,
                pointInTime,
                windowMicros,
                position,
                Optional.of(next),
                held,
                copies);
    }

    /** The same, protected or not. */
    public Backup withHeld(boolean next) {
        return new Backup(
                id,
                run,
                profile,
                system,
                state,
                reason,
                consistency,
                generation,
                startedAt,
                pointInTime,
                windowMicros,
                position,
                verified,
                next,
                copies);
    }

    /** The same with its copies as they are now. */
    public Backup withCopies(List<Copy> next) {
        return new Backup(
                id,
                run,
                profile,
                system,
                state,
                reason,
                consistency,
                generation,
                startedAt,
                pointInTime,
                windowMicros,
                position,
                verified,
                held,
                next);
    }
}
