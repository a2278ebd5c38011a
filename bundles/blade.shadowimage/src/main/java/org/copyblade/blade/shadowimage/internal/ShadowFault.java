package org.copyblade.blade.shadowimage.internal;

import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;

/** What can go wrong with a ShadowImage endpoint, each with its code and with what the manager may do about it. */
enum ShadowFault {
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
    /** The storage has as many sessions as it takes. */
    SESSIONS(Recovery.RETRY),
    /** Another session has locked the resource group, or the server is busy. */
    LOCKED(Recovery.RETRY),
    /** Nobody knows whether the storage has acted: no answer, or one that cannot be understood. */
    UNKNOWN(Recovery.LOOK_FIRST),
    /** A question got no answer that can be used. */
    ANSWER(Recovery.RETRY),
    /** The storage answered that it did not do it. */
    REFUSED(Recovery.ASK_OPERATOR),
    /** A pair is not in the status that the call needs. */
    PAIR(Recovery.ASK_OPERATOR),
    /** The endpoint speaks for another storage than the copy was planned on. */
    STORAGE(Recovery.ASK_OPERATOR),
    /** A volume is in use by somebody else. */
    TAKEN(Recovery.FIX_REQUEST),
    /** The call does not fit the state of the copy. */
    STATE(Recovery.FIX_REQUEST),
    /** The request cannot be carried out by this storage. */
    REQUEST(Recovery.FIX_REQUEST),
    /** A binding cannot be read. */
    BINDING(Recovery.ASK_OPERATOR);

    private final Recovery recovery;

    ShadowFault(Recovery recovery) {
        this.recovery = recovery;
    }

    String code() {
        return "SHADOWIMAGE-" + name().replace('_', '-');
    }

    BladeException error(String text, String hint) {
        return error(text, hint, recovery);
    }

    BladeException error(String text, String hint, Recovery other) {
        return new BladeException(code(), text, hint, other);
    }
}
