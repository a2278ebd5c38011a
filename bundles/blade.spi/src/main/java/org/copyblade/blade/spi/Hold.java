package org.copyblade.blade.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * How writes are to be held over an establish.
 *
 * @param wanted whether the storage is to hold writes over the instant: until {@link CopyBlade#release}, or within establish
 *     where that is all it can
 * @param limit longest time a hold may last; zero when none is wanted
 */
public record Hold(boolean wanted, Duration limit) {

    /** The storage need not hold anything: somebody else does, or nobody has to. */
    public static final Hold NONE = new Hold(false, Duration.ZERO);

    public Hold {
        Objects.requireNonNull(limit, "limit");
        if (wanted && (limit.isZero() || limit.isNegative())) {
            throw new IllegalArgumentException("a hold needs a limit");
        }
    }

    /** The storage holds writes over the instant, at most this long. */
    public static Hold atMost(Duration limit) {
        return new Hold(true, limit);
    }
}
