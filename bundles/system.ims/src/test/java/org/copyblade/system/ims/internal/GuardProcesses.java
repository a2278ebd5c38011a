package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The guards that a manager of the tests has started. */
final class GuardProcesses {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROGRAM = ".RemoteGuardMain";

    private GuardProcesses() {}

    /** Process ids of those of this process; the program that archives their classes in the background is none. */
    static List<String> own() {
        return ProcessHandle.current()
                .children()
                .filter(child -> Stream.of(child.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.endsWith(PROGRAM)))
                .map(child -> Long.toString(child.pid()))
                .toList();
    }

    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Waits until they have ended, within a minute: one whose z/OSMF is closed before it has its answer tries on for ever. */
    static boolean allEnd(List<Long> pids) {
        long begun = System.nanoTime();
        while (pids.stream().anyMatch(GuardProcesses::isAlive) && System.nanoTime() - begun < PATIENCE.toNanos()) {
            LockSupport.parkNanos(10_000_000);
        }
        return pids.stream().noneMatch(GuardProcesses::isAlive);
    }
}
