package org.copyblade.system.ims.internal;

import org.copyblade.system.spi.Deadline;
import org.copyblade.zosmf.ZosmfCall;

/** Takes a deadline of the manager to z/OSMF. */
final class Calls {

    private Calls() {}

    static ZosmfCall by(Deadline deadline) {
        return ZosmfCall.within(deadline.remaining(), deadline::cancelled);
    }
}
