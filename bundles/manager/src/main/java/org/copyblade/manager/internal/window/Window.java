package org.copyblade.manager.internal.window;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.run.Thrown;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;

/**
 * The window: suspend, establish every group in parallel, release, resume. Nothing here writes a log, a journal or a query,
 * and resuming waits for nothing: neither for a blade that hangs nor for the catalog.
 *
 * <p>Used once, by one thread; the establishes run in threads of their own.
 */
final class Window {

    private final Executor threads;
    private final int parallel;
    private final List<Slot> slots;
    private final Hold hold;
    private final Duration limit;

    /**
     * What is established within. Each is one of its own, whatever else it holds: the window keeps what it hears by slot, and
     * must not go through all members of a group for that while a system is held.
     *
     * @param group slowest first
     * @param lease on the blade, until the window is closed
     */
    record Slot(GroupRecord group, CopyGroup copyGroup, Lease<CopyBlade> lease) {
        CopyBlade blade() {
            return lease.service();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** The system that is suspended for the window. */
    record Subject(Suspendable system, SuspendToken token) {}

    /**
     * What became of one group.
     *
     * @param establishment of the storage
     * @param release of its hold
     * @param thawMayCome whether a request that lets its hold go was not answered, so that the storage may carry it out later
     * @param error why it was not established
     * @param unknown whether it may be established all the same
     * @param underWay whether a request for it may still be under way
     * @param answered what the error of the establish leaves to be known
     * @param bundle of the blade that was asked, with its version
     */
    record SlotResult(
            Optional<Establishment> establishment,
            Release release,
            boolean thawMayCome,
            Optional<Obstacle> error,
            boolean unknown,
            boolean underWay,
            Optional<Binding> answered,
            String bundle) {

        /** The record of a group that was not established. */
        GroupRecord notEstablished(GroupRecord group) {
            GroupRecord newest = answered.map(binding -> group.with(binding)).orElse(group);
            return underWay ? newest : newest.with(GroupRecord.State.PREPARED);
        }
    }

    /**
     * What was seen.
     *
     * @param suspension empty if nothing was or could be suspended
     * @param resumption empty if nothing was to be suspended
     * @param releasedNanos when the first hold of a storage was let go
     * @param results by group id
     * @param unresumed of a system that has not confirmed that it goes on; empty otherwise
     * @param error why the system could not be suspended; empty if it was
     */
    record Result(
            Optional<Suspension> suspension,
            Optional<Resumption> resumption,
            Optional<Long> releasedNanos,
            Map<String, SlotResult> results,
            Optional<SuspendToken> unresumed,
            Optional<Obstacle> error) {

        /** The same, of a system that has confirmed it after all. */
        Result resumedAt(long nanos) {
            return new Result(
                    suspension,
                    resumption.map(end -> new Resumption(end.verdict(), end.why(), end.checkedNanos(), nanos)),
                    releasedNanos,
                    results,
                    Optional.empty(),
                    error);
        }

        /** Whether a storage was not heard to let its hold go: writes may wait there until its own timer ends that. */
        boolean thawMayCome() {
            return results.values().stream().anyMatch(SlotResult::thawMayCome);
        }

        /** How long the system was held; empty if it was not. */
        Optional<Duration> length() {
            return suspension.flatMap(
                    begin -> resumption.map(end -> Duration.ofNanos(end.resumedNanos() - begin.askedNanos())));
        }
    }

    /**
     * A window that is not open yet.
     *
     * @param threads for all calls of blades
     * @param parallel most establishes at one time
     * @param slots in the order in which they are to be established
     * @param hold wanted of the storages
     * @param limit of the whole window
     */
    Window(Executor threads, int parallel, List<Slot> slots, Hold hold, Duration limit) {
        this.threads = threads;
        this.parallel = parallel;
        this.slots = slots;
        this.hold = hold;
        this.limit = limit;
    }

    /** Opens and closes the window around a suspended system. */
    Result around(Subject subject) {
        Optional<Suspension> suspension = Optional.empty();
        Optional<Obstacle> error = Optional.empty();
        Map<String, SlotResult> results = new HashMap<>();
        End end;
        Establishing establishing = establishing(() -> false);
        try {
            suspension = Optional.of(subject.system().suspend(subject.token(), Deadline.within(limit)));
            establishing.run();
        } catch (SystemException e) {
            error = Optional.of(Obstacle.of(e));
        } catch (RuntimeException | Error e) {
            // What was begun is still to be released and collected.
            error = Optional.of(Obstacle.of("the window was broken off by " + Thrown.text(e)));
        } finally {
            end = resume(subject);
        }
        Optional<Long> released = establishing.release();
        establishing.collect(results);
        return new Result(suspension, Optional.of(end.resumption()), released, results, end.unresumed(), error);
    }

    private record End(Resumption resumption, Optional<SuspendToken> unresumed) {}

    private static End resume(Subject subject) {
        try {
            return new End(
                    Objects.requireNonNull(subject.system().resume(subject.token()), "no answer"), Optional.empty());
        } catch (RuntimeException | Error e) {
            // The guards resume at the limit; here it is only known that nothing is proven, and that it has to be asked
            // again.
            return new End(
                    new Resumption(
                            Resumption.Verdict.BROKEN, "the adapter threw " + Thrown.text(e), 0, System.nanoTime()),
                    Optional.of(subject.token()));
        }
    }

    /**
     * Establishes without suspending anything.
     *
     * @param unwanted becomes true once nobody wants the copies any more; asked only where no storage holds writes
     */
    Result alone(BooleanSupplier unwanted) {
        Map<String, SlotResult> results = new HashMap<>();
        Establishing establishing = establishing(hold.wanted() ? () -> false : unwanted);
        Optional<Long> released;
        try {
            establishing.run();
        } finally {
            released = establishing.release();
        }
        establishing.collect(results);
        return new Result(Optional.empty(), Optional.empty(), released, results, Optional.empty(), Optional.empty());
    }

    private Establishing establishing(BooleanSupplier unwanted) {
        return new Establishing(threads, parallel, slots, hold, limit, unwanted);
    }
}
