package org.copyblade.blade.flashcopy.internal;

import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;

/** What can go wrong with a FlashCopy endpoint, each with its code and with what the manager may do about it. */
public enum FlashFault {
    /** A configuration value cannot be used. */
    CONFIG(Recovery.FIX_REQUEST),
    /** The storage refuses user, password or token. */
    CREDENTIALS(Recovery.FIX_REQUEST),
    /** The certificate of the endpoint is not to be trusted. */
    CERTIFICATE(Recovery.FIX_REQUEST),
    /** Nothing answers at the address. */
    DOWN(Recovery.RETRY),
    /** The time of the call was over before anything was sent. */
    TOO_LATE(Recovery.RETRY),
    /** Nobody knows whether the storage has acted: no answer, or one that cannot be understood. */
    UNKNOWN(Recovery.LOOK_FIRST),
    /** A question got no answer that can be used. */
    ANSWER(Recovery.RETRY),
    /** The storage answered that it did not do it. */
    REFUSED(Recovery.ASK_OPERATOR),
    /** Some or all pairs were not established. */
    PAIRS(Recovery.LOOK_FIRST),
    /** The endpoint speaks for another system than the copy was planned on. */
    SYSTEM(Recovery.ASK_OPERATOR),
    /** A target is in use by somebody else. */
    TAKEN(Recovery.FIX_REQUEST),
    /** A volume is missing. */
    VOLUME(Recovery.FIX_REQUEST),
    /** The call does not fit the state of the copy. */
    STATE(Recovery.FIX_REQUEST),
    /** The request cannot be carried out by this storage. */
    REQUEST(Recovery.FIX_REQUEST),
    /** A binding cannot be read. */
    BINDING(Recovery.ASK_OPERATOR);

    private final Recovery recovery;

    FlashFault(Recovery recovery) {
        this.recovery = recovery;
    }

    String code() {
        return "FLASHCOPY-" + name().replace('_', '-');
    }

    public BladeException error(String text, String hint) {
        return error(text, hint, recovery);
    }

    public BladeException error(String text, String hint, Recovery other) {
        return new BladeException(code(), text, hint, other);
    }
}
