package org.copyblade.manager.internal.window;

import java.time.Duration;
import org.copyblade.api.Finding;
import org.copyblade.api.RunId;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Thrown;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the guards of a suspension that is over. Nothing depends on that: guards that cannot be ended, or not in time, are told of,
 * and tried again before their system is suspended next. They act for their own suspension only. Safe for many threads.
 */
final class Disarming {

    private static final Logger LOG = LoggerFactory.getLogger(Disarming.class);

    private final Engine engine;

    Disarming(Engine engine) {
        this.engine = engine;
    }

    /** Whatever the adapter throws, and also if it never answers. */
    void end(RunContext run, Suspendable system, SuspendToken token) {
        end(run, system, token, run.id());
    }

    /** The same with those that could not be ended before. */
    void endOlder(RunContext run, Suspendable system, String name) {
        engine.perhapsArmed().of(name).forEach((token, by) -> end(run, system, token, by));
    }

    private void end(RunContext run, Suspendable system, SuspendToken token, RunId by) {
        String failure = attempt(run, system, token, by);
        if (failure.isEmpty()) {
            return;
        }
        String text = "goes on, but guards of its suspension by run " + by + " may still be armed: " + failure;
        LOG.error("{} {}", token.system(), text);
        run.found(
                new Finding(
                        0,
                        Finding.Severity.WARNING,
                        token.system(),
                        text,
                        "they can hold nothing and end with Copyblade at the latest; the next backup that suspends the system tries again first"));
    }

    /** Under the lease of who asks, until he has waited long enough: an adapter that hangs in it may go then. */
    private String attempt(RunContext run, Suspendable system, SuspendToken token, RunId by) {
        if (!engine.perhapsArmed().mayBeEnded(token, by)) {
            return "an earlier attempt is still under way";
        }
        Duration limit = engine.waits().disarm();
        try {
            return DisarmAttempt.begin(system, token, engine.perhapsArmed(), limit)
                    .failure(limit, run::stopping);
        } catch (Error e) {
            return Thrown.text(e);
        }
    }
}
