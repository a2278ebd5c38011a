package org.copyblade.system.ims.internal;

import java.time.Duration;
import java.util.List;
import org.copyblade.guard.RemotePair;

/** One suspension that this instance has armed. Guarded by itself, but for the guards. */
final class Hold {

    private final RemotePair guards;
    private final ImsParts parts;
    private final long epoch;
    private final long limitSeconds;
    private final Duration limit;
    private List<LogPoint> points = List.of();
    private long deadline;
    private boolean over;

    /** @param parts by which it is held, looked at and so ended too, whatever the configuration says by then */
    Hold(RemotePair guards, ImsParts parts, long epoch, Duration limit) {
        this.guards = guards;
        this.parts = parts;
        this.epoch = epoch;
        this.limit = limit;
        this.limitSeconds = seconds(limit);
    }

    /** What the other side is told: whole seconds, never less than the guards wait. */
    static long seconds(Duration limit) {
        return Math.max(1, limit.plusMillis(999).toSeconds());
    }

    RemotePair guards() {
        return guards;
    }

    ImsParts parts() {
        return parts;
    }

    SiteHook hook() {
        return parts.hook();
    }

    long epoch() {
        return epoch;
    }

    long limitSeconds() {
        return limitSeconds;
    }

    Duration limit() {
        return limit;
    }

    /** Positions seen after all members had confirmed; empty unless held. */
    List<LogPoint> points() {
        return points;
    }

    /** When the guards let go, on {@link System#nanoTime()}. */
    long deadline() {
        return deadline;
    }

    void begun(long until) {
        deadline = until;
    }

    void held(List<LogPoint> seen) {
        points = List.copyOf(seen);
    }

    /** Whether every member is known to go on. */
    boolean isOver() {
        return over;
    }

    void over() {
        over = true;
    }
}
