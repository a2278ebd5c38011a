package org.copyblade.manager.internal.restore;

import java.time.Duration;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.system.SystemCalls;
import org.copyblade.system.spi.Barrable;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Restorable;
import org.copyblade.system.spi.SystemLayout;

/** Stops, bars and starts the system of one restore. Every call may be repeated. */
final class Power {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofMinutes(5);
    private static final Duration RECOVER = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofHours(2);

    private final SystemCalls systems;
    private final String system;

    Power(SystemCalls systems, String system) {
        this.systems = systems;
        this.system = system;
    }

    void stop() throws Failure {
        systems.callLong(system, Restorable.class, "stop " + system, STOP, () -> false, (adapter, deadline) -> {
            adapter.stop(deadline);
            return true;
        });
    }

    /** Where the system stopped; differs if it ran since. */
    Position stoppedAt() throws Failure {
        return systems.call(
                system,
                ProtectedSystem.class,
                "see where " + system + " stopped",
                adapter -> adapter.position(Deadline.within(LOOK)));
    }

    /** Whether somebody can be kept from starting the system. */
    boolean bars() throws Failure {
        return systems.can(system, Barrable.class);
    }

    /** Keeps everybody from starting the system until it is recovered; one whose volumes nobody can use needs no bar. */
    void bar(SystemLayout layout) throws Failure {
        if (bars()) {
            systems.call(system, Barrable.class, "keep " + system + " from starting", adapter -> {
                adapter.bar(layout, Deadline.within(LOOK));
                return true;
            });
        }
    }

    /** Lets a system start again on data that nobody has changed. */
    void unbar(SystemLayout layout) throws Failure {
        if (bars()) {
            systems.call(system, Barrable.class, "let " + system + " start again", adapter -> {
                adapter.unbar(layout, Deadline.within(LOOK));
                return true;
            });
        }
    }

    /** Makes restored data ready; the bar is gone afterwards. */
    void recover(Restorable.RecoveryPlan plan) throws Failure {
        systems.callLong(system, Restorable.class, "recover " + system, RECOVER, () -> false, (adapter, deadline) -> {
            adapter.recover(plan, deadline);
            return true;
        });
    }

    Restorable.Started start() throws Failure {
        return systems.callLong(system, Restorable.class, "start " + system, START, () -> false, Restorable::start);
    }
}
