package org.copyblade.manager.internal.window;

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
 * Ends the guards of a suspension that is over. Nothing waits for that: guards that cannot be ended are told of, and tried again
 * before their system is suspended next. They act for their own suspension only. Safe for many threads.
 */
final class Disarming {

    private static final Logger LOG = LoggerFactory.getLogger(Disarming.class);

    private final Engine engine;

    Disarming(Engine engine) {
        this.engine = engine;
    }

    /** Whatever the adapter throws. */
    void end(RunContext run, Suspendable system, SuspendToken token) {
        end(run, system, token, run.id());
    }

    /** The same with those that could not be ended before. */
    void endOlder(RunContext run, Suspendable system, String name) {
        engine.perhapsArmed().of(name).forEach((token, by) -> end(run, system, token, by));
    }

    private void end(RunContext run, Suspendable system, SuspendToken token, RunId by) {
        try {
            system.disarm(token);
            engine.perhapsArmed().areEnded(token);
        } catch (RuntimeException | Error e) {
            engine.perhapsArmed().are(token, by);
            String text =
                    "goes on, but guards of its suspension by run " + by + " may still be armed: " + Thrown.text(e);
            LOG.error("{} {}", token.system(), text);
            run.found(
                    new Finding(
                            0,
                            Finding.Severity.WARNING,
                            token.system(),
                            text,
                            "they can hold nothing and end with Copyblade at the latest; the next backup that suspends the system tries again first"));
        }
    }
}
