package org.copyblade.manager.internal.window;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a system to go on until it has confirmed that it does. Never given up: as long as nobody has confirmed it, the system may
 * stand still. Each time it is asked under a lease of its own, so that an adapter may be replaced meanwhile.
 */
public final class Resuming {

    private static final Logger LOG = LoggerFactory.getLogger(Resuming.class);

    private final Engine engine;

    public Resuming(Engine engine) {
        this.engine = engine;
    }

    /**
     * Something that has to be done while the system may be suspended.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Step<T> {
        T take() throws Failure;
    }

    /** Has the system confirm that it goes on; it counts as suspended until {@link #confirmed}. */
    public void untilConfirmed(RunContext run, SuspendToken token) throws Failure {
        Resumption resumption = persistently(run, () -> resume(run, token));
        LOG.warn("{} goes on: {} {}", token.system(), resumption.verdict(), resumption.why());
    }

    /** From here on it counts as running. */
    public void confirmed(String system) {
        engine.perhapsSuspended().goesOn(system);
    }

    /** Only a stop of the manager ends this before it is done; its next start goes on. */
    public <T> T persistently(RunContext run, Step<T> step) throws Failure {
        while (true) {
            try {
                return step.take();
            } catch (Failure e) {
                if (run.stopping()) {
                    throw e.leftOpen();
                }
                run.message("trying again: " + e.getMessage());
                LOG.error("{} may still be suspended: {}", run.run().system(), e.getMessage());
                LockSupport.parkNanos(engine.waits().look().toNanos());
            }
        }
    }

    private Resumption resume(RunContext run, SuspendToken token) throws Failure {
        return engine.systems().call(token.system(), Suspendable.class, "resume " + token.system(), system -> {
            Resumption answer = Objects.requireNonNull(system.resume(token), "no answer");
            new Disarming(engine).end(run, system, token);
            return answer;
        });
    }
}
