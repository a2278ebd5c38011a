package org.copyblade.system.ims.internal;

import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemException.Recovery;
import org.copyblade.zosmf.ZosmfException;

/** What can go wrong with IMS, each with its code and with what the manager may do about it. */
enum ImsFault {
    /** A configuration value cannot be used. */
    CONFIG(Recovery.FIX_REQUEST),
    /** A member does not run. */
    DOWN(Recovery.RETRY),
    /** A member did not answer, or not as it should. */
    MEMBER(Recovery.RETRY),
    /** Not all members were held; all go on. */
    SUSPEND(Recovery.RETRY),
    /** A job of DBRC or IDCAMS failed. */
    JOB(Recovery.ASK_OPERATOR),
    /** What DBRC lists cannot be understood. */
    RECON(Recovery.ASK_OPERATOR),
    /** The guards could not be armed. */
    GUARD(Recovery.RETRY),
    /** A token is of another system, or of a form this version does not know. */
    TOKEN(Recovery.FIX_REQUEST),
    /** The call took longer than it may, or nobody wanted it any more. */
    DEADLINE(Recovery.LOOK_FIRST),
    /** A member did not stop. */
    STOP(Recovery.ASK_OPERATOR),
    /** A member did not start. */
    START(Recovery.ASK_OPERATOR);

    private final Recovery recovery;

    ImsFault(Recovery recovery) {
        this.recovery = recovery;
    }

    String code() {
        return "IMS-" + name();
    }

    SystemException error(String text, String hint) {
        return new SystemException(code(), text, hint, recovery);
    }

    /** What z/OSMF said, for the manager. */
    static SystemException of(String doing, ZosmfException e) {
        Recovery recovery =
                switch (e.recovery()) {
                    case FIX_REQUEST -> Recovery.FIX_REQUEST;
                    case RETRY -> Recovery.RETRY;
                    case LOOK_FIRST -> Recovery.LOOK_FIRST;
                    case ASK_OPERATOR -> Recovery.ASK_OPERATOR;
                };
        return new SystemException(e.code(), "cannot " + doing + ": " + e.getMessage(), e.hint(), recovery);
    }
}
