package org.copyblade.blade.check;

import org.osgi.annotation.versioning.ConsumerType;

/** Makes one of the next requests to a fixture's storage go wrong. */
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
        HOLD_EXPIRES,
        /** The next establish happens at once, but is answered a fifth of a second later. */
        SLOW,
        /** The session or token ends: the next request is refused as not logged in, and nothing is done. */
        LOGGED_OUT,
        /** The server is out of order (HTTP 5xx) for the next request, and nothing is done. */
        SERVER_ERROR,
        /** The next establish happens, and is answered as if the server were out of order. */
        SERVER_ERROR_AFTER
    }

    /** Arms the fault once; false if this storage cannot. */
    boolean next(Kind kind);
}
