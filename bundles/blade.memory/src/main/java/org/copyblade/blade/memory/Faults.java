package org.copyblade.blade.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes wrong in the storage in memory, and when. Safe for many threads. */
public final class Faults {

    /** The call of the contract that a fault strikes. */
    public enum Step {
        LOCATE,
        PLAN,
        PREPARE,
        ESTABLISH,
        RELEASE,
        HARDEN,
        QUERY,
        EXPOSE,
        CONCEAL,
        PLAN_RESTORE,
        RESTORE,
        WITHDRAW,
        LIST,
        COPY,
        KEEP
    }

    /** What goes wrong. */
    public enum Fault {
        /** It happens, but the answer is lost: the call fails with LOOK_FIRST. */
        LOST_REPLY,
        /** Nothing happens; the call fails with RETRY. */
        REFUSED,
        /** Nothing happens; the blade throws an unchecked exception. */
        UNCHECKED,
        /** Nothing happens; the call returns only once it is cancelled or its deadline has passed. */
        HANGS,
        /** Establish: it happens, but only {@link #lateBy} after the deadline. */
        LATE,
        /** Establish: only the first half of the members is copied. */
        PARTIAL,
        /** Establish: claimed, but nothing is copied. */
        LIES,
        /** Release: the timer of the storage has let the writes go before. */
        HOLD_EXPIRED,
        /** It happens at once, but is answered {@link #slowBy} later. */
        SLOW,
        /** The session has ended; the blade logs in again, and it happens. */
        LOGGED_OUT,
        /** Nothing happens, and nobody can tell from the answer: the call fails with LOOK_FIRST. */
        SERVER_ERROR
    }

    private final Map<Step, Deque<Fault>> next = new EnumMap<>(Step.class);
    private final Deque<Fault> nextOfAll = new ArrayDeque<>();
    private final Map<Step, Fault> always = new EnumMap<>(Step.class);
    private final List<Step> calls = new ArrayList<>();
    private Duration lateBy = Duration.ofMillis(400);
    private Duration slowBy = Duration.ofMillis(200);
    private boolean full;
    private boolean gone;

    Faults() {}

    /** The next call of this step fails so; several are worked off in order. */
    public synchronized void next(Step step, Fault fault) {
        next.computeIfAbsent(step, key -> new ArrayDeque<>()).add(fault);
    }

    /** The next call fails so, whatever its step is. */
    public synchronized void next(Fault fault) {
        nextOfAll.add(fault);
    }

    /** Every call of this step fails so, until {@link #clear}. */
    public synchronized void always(Step step, Fault fault) {
        always.put(step, fault);
    }

    /** How long after its deadline a {@link Fault#LATE} establish happens. */
    public synchronized void lateBy(Duration duration) {
        this.lateBy = duration;
    }

    /** How long the answer of a {@link Fault#SLOW} call takes. */
    public synchronized void slowBy(Duration duration) {
        this.slowBy = duration;
    }

    /** Whether the targets have no room for a further copy. */
    public synchronized void full(boolean value) {
        this.full = value;
    }

    /** Whether the storage answers at all. */
    public synchronized void gone(boolean value) {
        this.gone = value;
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        next.clear();
        nextOfAll.clear();
        always.clear();
        full = false;
        gone = false;
    }

    /** The calls that have reached the storage so far, in order. */
    public synchronized List<Step> calls() {
        return List.copyOf(calls);
    }

    synchronized Optional<Fault> take(Step step) {
        calls.add(step);
        Deque<Fault> queued = next.get(step);
        if (queued != null && !queued.isEmpty()) {
            return Optional.of(queued.remove());
        }
        if (!nextOfAll.isEmpty()) {
            return Optional.of(nextOfAll.remove());
        }
        return Optional.ofNullable(always.get(step));
    }

    synchronized Duration lateBy() {
        return lateBy;
    }

    synchronized Duration slowBy() {
        return slowBy;
    }

    /** Takes the news that the session has ended, if that is what the next call would hear. */
    synchronized boolean takeLoggedOut() {
        boolean loggedOut = nextOfAll.peek() == Fault.LOGGED_OUT;
        if (loggedOut) {
            nextOfAll.remove();
        }
        return loggedOut;
    }

    synchronized boolean isFull() {
        return full;
    }

    synchronized boolean isGone() {
        return gone;
    }
}
