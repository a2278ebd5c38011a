package org.copyblade.blade.timefinder.internal;

import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;

/** What can go wrong with a TimeFinder endpoint, each with its code and with what the manager may do about it. */
enum TimeFinderFault {
    /** A configuration value cannot be used. */
    CONFIG(Recovery.FIX_REQUEST),
    /** Unisphere refuses user, password or role. */
    CREDENTIALS(Recovery.FIX_REQUEST),
    /** The certificate of the endpoint is not to be trusted. */
    CERTIFICATE(Recovery.FIX_REQUEST),
    /** The endpoint speaks no version of the API that is known here. */
    VERSION(Recovery.FIX_REQUEST),
    /** Nothing answers at the address. */
    DOWN(Recovery.RETRY),
    /** The time of the call was over before anything was sent. */
    TOO_LATE(Recovery.RETRY),
    /** Nobody knows whether the array has acted: no answer, or one that cannot be understood. */
    UNKNOWN(Recovery.LOOK_FIRST),
    /** A question got no answer that can be used. */
    ANSWER(Recovery.RETRY),
    /** The array answered that it did not do it. */
    REFUSED(Recovery.ASK_OPERATOR),
    /** A source has as many snapshots as the array allows. */
    LIMIT(Recovery.FIX_REQUEST),
    /** The storage group of the copy holds other volumes than were planned. */
    GROUP(Recovery.LOOK_FIRST),
    /** A secure snapshot may not be ended yet. */
    SECURE(Recovery.ASK_OPERATOR),
    /** The endpoint drives another array than the copy was planned on. */
    SYSTEM(Recovery.ASK_OPERATOR),
    /** A volume is missing, or cannot be copied. */
    VOLUME(Recovery.FIX_REQUEST),
    /** A volume that is needed is in use by somebody else, or not as it was planned. */
    TAKEN(Recovery.FIX_REQUEST),
    /** No volume is left that could show or hold the copy. */
    TARGETS(Recovery.FIX_REQUEST),
    /** The call does not fit the state of the copy. */
    STATE(Recovery.FIX_REQUEST),
    /** The request cannot be carried out by this array. */
    REQUEST(Recovery.FIX_REQUEST),
    /** A link cannot be ended yet: the array still defines or copies its target. */
    LINK_BUSY(Recovery.RETRY),
    /** A binding cannot be read. */
    BINDING(Recovery.ASK_OPERATOR);

    private final Recovery recovery;

    TimeFinderFault(Recovery recovery) {
        this.recovery = recovery;
    }

    String code() {
        return "TIMEFINDER-" + name().replace('_', '-');
    }

    BladeException error(String text, String hint) {
        return error(text, hint, recovery);
    }

    BladeException error(String text, String hint, Recovery other) {
        return new BladeException(code(), text, hint, other);
    }
}
