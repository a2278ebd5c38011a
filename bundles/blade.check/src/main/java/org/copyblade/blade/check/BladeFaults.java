package org.copyblade.blade.check;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes the next establish or release of a fixture's storage go wrong. */
@ConsumerType
public interface BladeFaults {

    /** What goes wrong. */
    enum Kind {
        /** The next establish happens, but its answer is lost. */
        LOST_ANSWER,
        /** The next establish happens after its deadline, at most half a second later. */
        LATE_SUCCESS,
        /** The next establish copies some members only. */
        PARTIAL_FAILURE,
        /** The storage lets held writes go before the next release. */
        HOLD_EXPIRES
    }

    /** Arms the fault once; false if this storage cannot. */
    boolean next(Kind kind);
}
