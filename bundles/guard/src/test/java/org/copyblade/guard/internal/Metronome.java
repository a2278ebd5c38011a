package org.copyblade.guard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Knows how long this machine kept a thread from running that wanted to: a busy machine makes everybody late, and that is
 * no fault of a guard. Times are those of {@link System#nanoTime()}. Safe from any thread.
 */
public final class Metronome implements AutoCloseable {
    private static final long TICK_NANOS = 1_000_000;
    private static final long LATE_NANOS = 2 * TICK_NANOS;

    private final List<Stall> stalls = new ArrayList<>();
    private final Thread thread = new Thread(this::beat, "metronome");
    private long last = System.nanoTime();
    private volatile boolean stopping;

    private record Stall(long from, long to) {
        long within(long begin, long end) {
            return Math.max(0, Math.min(to, end) - Math.max(from, begin));
        }
    }

    private Metronome() {
        thread.setDaemon(true);
        thread.start();
    }

    public static Metronome start() {
        return new Metronome();
    }

    private void beat() {
        while (!stopping) {
            LockSupport.parkNanos(TICK_NANOS);
            synchronized (stalls) {
                long now = System.nanoTime();
                if (now - last > LATE_NANOS) {
                    stalls.add(new Stall(last + TICK_NANOS, now));
                }
                last = now;
            }
        }
    }

    /** How long it is since then, without the time that the machine was not to be had. */
    public long since(long begin) {
        synchronized (stalls) {
            long end = System.nanoTime();
            long stalled =
                    stalls.stream().mapToLong(stall -> stall.within(begin, end)).sum();
            // One that is not over yet.
            return end - begin - stalled - new Stall(last + TICK_NANOS, end).within(begin, end);
        }
    }

    @Override
    public void close() {
        stopping = true;
    }
}
