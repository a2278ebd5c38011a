package org.copyblade.lab.ims.internal.member;

import java.util.Optional;
import org.copyblade.lab.ims.internal.log.LogWriter;
import org.copyblade.lab.ims.internal.log.TodClock;
import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * Suspends a member: no log record, database write or update of RECON begins until it is resumed, or until its time is over,
 * which it then remembers. Safe for many threads.
 */
public final class Suspension {
    private final String imsid;
    private final Gate gate;
    private final LogWriter writer;
    private final Life life;
    private final Pace pace;
    private SuspendToken current; // guarded by this
    private long numbers; // guarded by this
    private volatile long deadline;
    private volatile boolean armed;

    Suspension(String imsid, Gate gate, LogWriter writer, Life life, Pace pace) {
        this.imsid = imsid;
        this.gate = gate;
        this.writer = writer;
        this.life = life;
        this.pace = pace;
    }

    /**
     * Suspends it.
     *
     * @param limitNanos how long it may last; also how long it may take
     * @return empty if it is suspended already, or if what had begun did not end in that time: then it goes on
     */
    public Optional<SuspendToken> suspend(long limitNanos, TodClock clock) {
        synchronized (this) {
            if (current != null || armed) {
                return Optional.empty();
            }
            deadline = pace.nanos() + limitNanos;
            armed = true;
        }
        pace.changed();
        if (!gate.close(limitNanos)) {
            open();
            return Optional.empty();
        }
        writer.force(writer.lsn());
        synchronized (this) {
            if (!armed) {
                return Optional.empty();
            }
            current = new SuspendToken(imsid, ++numbers, writer.lsn(), writer.bsn(), clock.next());
            return Optional.of(current);
        }
    }

    /** Lets it go on; was it suspended throughout? Not suspended any more is no failure. */
    public boolean resume(SuspendToken token) {
        synchronized (this) {
            if (current == null || current.number() != token.number()) {
                return false;
            }
        }
        boolean inForce = pace.nanos() - deadline < 0 && writer.lsn() == token.lsn();
        open();
        return inForce;
    }

    public synchronized Optional<SuspendToken> current() {
        return Optional.ofNullable(current);
    }

    /** Is nothing let through, or about to be? */
    public boolean isSuspended() {
        return gate.isClosed();
    }

    /** Opens the gate when the time of a suspension is over. */
    void watch() {
        while (true) {
            pace.await(() -> armed && pace.nanos() - deadline >= 0 || life.hasEnded());
            life.check();
            open();
        }
    }

    private void open() {
        synchronized (this) {
            current = null;
            armed = false;
            gate.open();
        }
        pace.changed();
    }
}
