package org.copyblade.guard.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.guard.GuardPair;
import org.copyblade.guard.Guards;
import org.copyblade.guard.HoldRequest;
import org.copyblade.guard.Resumption;
import org.copyblade.guard.Suspension;

/** Prints how long arming, suspending and resuming take; see the bundle's README. */
public final class Figures {
    private static final int ROUNDS = 20;
    private static final int[] CHILDREN = {10, 50, 200};

    private final List<Long> arm = new ArrayList<>();
    private final List<Long> suspend = new ArrayList<>();
    private final List<Long> stop = new ArrayList<>();
    private final List<Long> resume = new ArrayList<>();
    private final List<Long> proveAndContinue = new ArrayList<>();
    private int broken;

    private Figures() {}

    public static void main(String[] arguments) throws Exception {
        try (Guards guards = new Guards()) {
            for (int children : CHILDREN) {
                Figures figures = new Figures();
                try (ServerTree tree = ServerTree.start(children, ServerTree.IDLER)) {
                    String key = "figures-" + UUID.randomUUID();
                    for (int epoch = 1; epoch <= ROUNDS; epoch++) {
                        figures.round(guards, new HoldRequest(key, epoch, tree.leader(), Duration.ofSeconds(10)));
                    }
                }
                figures.print(children + 1);
            }
        }
    }

    private void round(Guards guards, HoldRequest request) throws Exception {
        long begin = System.nanoTime();
        try (GuardPair pair = guards.arm(request)) {
            arm.add(System.nanoTime() - begin);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            long beforeSuspend = System.nanoTime();
            Suspension suspension = pair.suspend();
            long beforeResume = System.nanoTime();
            Resumption resumption = pair.resume();
            resume.add(System.nanoTime() - beforeResume);
            suspend.add(beforeResume - beforeSuspend);
            stop.add(suspension.heldFromNanos() - suspension.firstStopNanos());
            proveAndContinue.add(resumption.resumedNanos() - resumption.heldUntilNanos());
            broken += resumption.inForce() ? 0 : 1;
        }
    }

    private void print(int processes) {
        System.out.printf("%d processes, %d rounds, %d broken%n", processes, ROUNDS, broken);
        print("arm", arm);
        print("suspend", suspend);
        print("  of this in the guard", stop);
        print("resume", resume);
        print("  of this in the guard", proveAndContinue);
    }

    private static void print(String what, List<Long> nanos) {
        Collections.sort(nanos);
        System.out.printf(
                "  %-24s median %7.2f ms, max %7.2f ms%n",
                what, nanos.get(nanos.size() / 2) / 1e6, nanos.get(nanos.size() - 1) / 1e6);
    }
}
