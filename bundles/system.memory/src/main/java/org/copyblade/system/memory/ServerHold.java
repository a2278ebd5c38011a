package org.copyblade.system.memory;

import java.time.Duration;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;

/**
 * The suspension of a server and its guards, fenced by the number of the suspension. Guarded by the lock of the server.
 */
final class ServerHold {

    private final MemoryClock clock;
    private long armed;
    private Duration limit = Duration.ZERO;
    private boolean held;
    private boolean broken;
    private long heldNanos;

    ServerHold(MemoryClock clock) {
        this.clock = clock;
    }

    /** Whether the number is newer than all before; whatever was held is let go. */
    boolean arm(long number, Duration longest) {
        if (number <= armed) {
            return false;
        }
        armed = number;
        limit = longest;
        held = false;
        broken = false;
        return true;
    }

    /** Whether the guards are armed for this number. */
    boolean hold(long number) {
        if (number != armed || limit.isZero()) {
            return false;
        }
        held = true;
        broken = false;
        heldNanos = clock.nanos();
        return true;
    }

    boolean isInForce() {
        return held && !broken && clock.nanos() - heldNanos < limit.toNanos();
    }

    void broken() {
        broken = true;
    }

    Resumption resume(long number) {
        long now = clock.nanos();
        if (number < armed || !held) {
            return new Resumption(Verdict.NOT_HELD, "nothing is held for suspension " + number, 0, now);
        }
        boolean inForce = isInForce() && number == armed;
        held = false;
        return inForce
                ? new Resumption(Verdict.IN_FORCE, "", now, now)
                : new Resumption(Verdict.BROKEN, "the server went on before the resume", 0, now);
    }

    void disarm(long number) {
        if (number == armed) {
            held = false;
            limit = Duration.ZERO;
        }
    }
}
