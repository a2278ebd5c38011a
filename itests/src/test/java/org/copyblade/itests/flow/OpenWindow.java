package org.copyblade.itests.flow;

import java.util.Comparator;
import java.util.List;
import org.copyblade.itests.flow.Blow.Actor;

/** Who takes part in a window that is open. */
record OpenWindow(long manager, long guardA, long guardB) {

    /** The window of this manager; both of its guards are there. */
    static OpenWindow of(long manager) {
        // A plays the role HOLDER, B the role WITNESS: they come in this order.
        List<Long> guards = guards(manager);
        if (guards.size() != 2) {
            throw new AssertionError("guards of " + manager + ": " + guards);
        }
        return new OpenWindow(manager, guards.get(0), guards.get(1));
    }

    /** Whether both of its guards have ended. */
    boolean isLeftByGuards() {
        return !guards(manager).contains(guardA) && !guards(manager).contains(guardB);
    }

    /** The guards that this manager has started: they are in sessions of their own and may outlive it. */
    static List<Long> guards(long manager) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = line(process);
                    return line.contains(".GuardMain ") && line.endsWith(" " + manager);
                })
                .sorted(Comparator.comparing(process -> !line(process).contains(".GuardMain HOLDER ")))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String line(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    /** Returns when the signal has had its effect. */
    void strike(Blow blow) throws Exception {
        long pid = pid(blow.actor());
        ServerProcesses.signal(pid, blow.signal().name());
        while ("TXZ".indexOf(ServerProcesses.stateOf(pid)) < 0) {
            Thread.onSpinWait();
        }
    }

    private long pid(Actor actor) {
        return switch (actor) {
            case MANAGER -> manager;
            case GUARD_A -> guardA;
            case GUARD_B -> guardB;
        };
    }
}
