package org.copyblade.blade.dfsmsdss.internal;

import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;

/** What can go wrong with DFSMSdss through z/OSMF, each with its code and with what the manager may do about it. */
enum DssFault {
    /** A configuration value cannot be used. */
    CONFIG(Recovery.FIX_REQUEST),
    /** z/OSMF refuses user, password or token. */
    CREDENTIALS(Recovery.FIX_REQUEST),
    /** The user may not do it. */
    RIGHTS(Recovery.FIX_REQUEST),
    /** The certificate of z/OSMF is not to be trusted. */
    CERTIFICATE(Recovery.FIX_REQUEST),
    /** Nothing answers at the address. */
    DOWN(Recovery.RETRY),
    /** The time of the call was over before anything was sent. */
    TOO_LATE(Recovery.RETRY),
    /** Nobody knows whether it was done. */
    UNKNOWN(Recovery.LOOK_FIRST),
    /** A question got no answer that can be used. */
    ANSWER(Recovery.RETRY),
    /** z/OSMF answered that it did not do it. */
    REFUSED(Recovery.ASK_OPERATOR),
    /** The job was not run, because of its cards or of what they name. */
    JCL(Recovery.FIX_REQUEST),
    /** Somebody has cancelled the job. */
    CANCELLED(Recovery.LOOK_FIRST),
    /** The job ended abnormally. */
    ABEND(Recovery.LOOK_FIRST),
    /** The report of the job was purged before it was read. */
    REPORT(Recovery.LOOK_FIRST),
    /** Some or all members were not copied. */
    COPY(Recovery.LOOK_FIRST),
    /** The endpoint drives another z/OS than the one in which the copy was prepared. */
    SYSTEM(Recovery.ASK_OPERATOR),
    /** A target was left in pieces. */
    TARGET(Recovery.ASK_OPERATOR),
    /** A target is in use by somebody else. */
    TAKEN(Recovery.FIX_REQUEST),
    /** The call does not fit the state of the copy. */
    STATE(Recovery.FIX_REQUEST),
    /** The request cannot be carried out. */
    REQUEST(Recovery.FIX_REQUEST),
    /** A binding cannot be read. */
    BINDING(Recovery.ASK_OPERATOR);

    private final Recovery recovery;

    DssFault(Recovery recovery) {
        this.recovery = recovery;
    }

    String code() {
        return "DFSMSDSS-" + name();
    }

    BladeException error(String text, String hint) {
        return error(text, hint, recovery);
    }

    BladeException error(String text, String hint, Recovery other) {
        return new BladeException(code(), text, hint, other);
    }
}
