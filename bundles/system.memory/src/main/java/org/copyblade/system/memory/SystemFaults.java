package org.copyblade.system.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What goes wrong in the system in memory, and when. Safe for many threads. */
public final class SystemFaults {

    /** The call of the contract that a fault strikes. */
    public enum Step {
        DISCOVER,
        POSITION,
        SETTLE,
        ARM,
        SUSPEND,
        RESUME,
        DISARM,
        BEGIN,
        END,
        RELEASE,
        STOP,
        BAR,
        UNBAR,
        RECOVER,
        START,
        INSPECT,
        TRY_OUT,
        REGISTER,
        DEREGISTER
    }

    /** What goes wrong. */
    public enum Fault {
        /** It happens, but the answer is lost: the call fails with LOOK_FIRST. */
        LOST_REPLY,
        /** Nothing happens; the call fails with RETRY. */
        REFUSED,
        /** Nothing happens; the adapter throws an unchecked exception. */
        UNCHECKED,
        /** Nothing happens; the call returns only once it is cancelled or its deadline has passed. */
        HANGS,
        /** Suspend: claimed, but the server writes on. */
        LIES
    }

    private final Map<Step, Deque<Fault>> next = new EnumMap<>(Step.class);
    private final Map<Step, Fault> always = new EnumMap<>(Step.class);
    private final List<Step> calls = new ArrayList<>();

    SystemFaults() {}

    /** The next call of this step fails so; several are worked off in order. */
    public synchronized void next(Step step, Fault fault) {
        next.computeIfAbsent(step, key -> new ArrayDeque<>()).add(fault);
    }

    /** Every call of this step fails so, until {@link #clear}. */
    public synchronized void always(Step step, Fault fault) {
        always.put(step, fault);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        next.clear();
        always.clear();
    }

    /** The calls that have reached the system so far, in order. */
    public synchronized List<Step> calls() {
        return List.copyOf(calls);
    }

    synchronized Optional<Fault> take(Step step) {
        calls.add(step);
        Deque<Fault> queued = next.get(step);
        if (queued != null && !queued.isEmpty()) {
            return Optional.of(queued.remove());
        }
        return Optional.ofNullable(always.get(step));
    }
}
