package org.copyblade.blade.shadowimage.internal;

import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;

/**
 * What is known of the requests that make pairs: one that comes late makes a pair that nobody asks for any more.
 *
 * @param fate of the requests
 * @param refusal why the storage has refused them, to be said by the next step: this one says that none is under way
 */
record Making(Fate fate, Optional<Refusal> refusal) {

    static final Making NOTHING = new Making(Fate.NOTHING, Optional.empty());
    static final Making MAYBE = new Making(Fate.MAYBE, Optional.empty());
    static final Making LOST = new Making(Fate.LOST, Optional.empty());

    /** Whether one may be under way. */
    enum Fate {
        /** None was sent, or each was answered. */
        NOTHING,
        /** One may have been sent and not be answered. */
        MAYBE,
        /** One was sent and not answered. */
        LOST
    }

    /**
     * An error that is kept.
     *
     * @param code of the error
     * @param text of the error
     * @param hint of the error
     * @param recovery of the error
     */
    record Refusal(String code, String text, String hint, Recovery recovery) {

        static Refusal of(BladeException error) {
            return new Refusal(error.code(), error.getMessage(), error.hint(), error.recovery());
        }

        BladeException error() {
            return new BladeException(code, text, hint, recovery);
        }
    }

    Making {
        Objects.requireNonNull(fate, "fate");
        Objects.requireNonNull(refusal, "refusal");
    }

    static Making refused(BladeException error) {
        return new Making(Fate.NOTHING, Optional.of(Refusal.of(error)));
    }
}
