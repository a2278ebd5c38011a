package org.copyblade.blade.timefinder.internal;

import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.Hold;

/** What must hold before a request for a point in time is sent. Pure. */
final class Readiness {

    private Readiness() {}

    /**
     * Refuses what cannot or may not be established.
     *
     * @param prepared whether the group was ever prepared
     * @param established whether it was established already
     */
    static void require(CopyGroupId group, boolean prepared, boolean established, Hold hold, Call call)
            throws BladeException {
        if (hold.wanted()) {
            throw TimeFinderFault.REQUEST.error(
                    "cannot establish " + group + " under a hold: the array holds writes for the instant only",
                    "hold the system by log suspend, or copy without a hold");
        }
        if (!prepared) {
            throw TimeFinderFault.STATE.error("cannot establish " + group + ": it is not prepared", "prepare it first");
        }
        if (established) {
            throw TimeFinderFault.STATE.error(
                    "cannot establish " + group + ": it is established already",
                    "ask for the state of the copy",
                    Recovery.LOOK_FIRST);
        }
        if (call.expired() || call.cancelled()) {
            throw TimeFinderFault.TOO_LATE.error(
                    "cannot establish " + group + ": the deadline has passed or the call was cancelled",
                    "give it more time");
        }
    }
}
