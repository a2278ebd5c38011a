package org.copyblade.lab.ims.internal.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Time of day as the machine's clock gives it: never the same twice, never backwards, for all members alike. A time counts
 * sixteenths of a microsecond since 1900; {@link #stck} is the form that is stored. Safe for many threads.
 */
public final class TodClock {
    private static final Instant BEGIN = Instant.parse("1900-01-01T00:00:00Z");
    private static final int PARTS = 16;
    private static final int SHIFT = 8;

    private final LongSupplier microsSince1900;
    private final AtomicLong last = new AtomicLong();

    /** @param microsSince1900 may stand still or go back */
    public TodClock(LongSupplier microsSince1900) {
        this.microsSince1900 = microsSince1900;
    }

    public static TodClock ofThisMachine() {
        return new TodClock(() -> ChronoUnit.MICROS.between(BEGIN, Instant.now()));
    }

    public long next() {
        long now = microsSince1900.getAsLong() * PARTS;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }

    /** No time from now on is before that one: a clock that was set back would break the order of the logs. */
    public void notBefore(long tod) {
        last.accumulateAndGet(tod, Math::max);
    }

    public static Instant instant(long tod) {
        return BEGIN.plus(tod / PARTS, ChronoUnit.MICROS);
    }

    public static long tod(Instant instant) {
        return ChronoUnit.MICROS.between(BEGIN, instant) * PARTS;
    }

    /** As the instruction STORE CLOCK would store it. */
    static long stck(long tod) {
        return tod << SHIFT;
    }

    static long ofStck(long stck) {
        return stck >>> SHIFT;
    }
}
