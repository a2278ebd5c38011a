package org.copyblade.guard.internal;

import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteHold;

/**
 * Puts a later epoch in force, under the lock of the lease: the older one may begin no hold any more, and its guards are dead. As long
 * as anything may be held it is refused, and changes nothing for those that let it go on, wherever it ends or dies.
 */
final class RemoteTakeover {

    private final RemoteLease lease;
    private final RemoteHold hold;
    private final Killer killer;

    /** Ends a guard, if it is still there. */
    @FunctionalInterface
    interface Killer {
        void end(ProcessKey guard) throws GuardException;
    }

    RemoteTakeover(RemoteLease lease, RemoteHold hold, Killer killer) {
        this.lease = lease;
        this.hold = hold;
        this.killer = killer;
    }

    void run() throws GuardException {
        if (lease.highest() >= hold.epoch()) {
            throw new GuardException(
                    "cannot hold " + hold.systemKey() + " with epoch " + hold.epoch() + ": epoch " + lease.highest()
                            + " was there before",
                    "is another manager working on this system?");
        }
        requireNothingOpen();
        long inForce = lease.fence();
        if (lease.open() != 0) {
            // It began in between, and does not know of us.
            lease.unfence(inForce);
        }
        requireNothingOpen();
        for (int index = 0; index < 2; index++) {
            killer.end(lease.guard(index));
        }
        // One of them may have begun to let go on once more, and died over it.
        requireNothingOpen();
        if (!lease.renew(hold.epoch())) {
            throw new GuardException(
                    "cannot hold " + hold.systemKey() + " with epoch " + hold.epoch() + ": epoch " + lease.epoch()
                            + " was put in force meanwhile",
                    "is another manager working on this system?");
        }
    }

    private void requireNothingOpen() throws GuardException {
        long open = lease.open();
        if (open != 0) {
            throw new GuardException(
                    "cannot hold " + hold.systemKey() + " with epoch " + hold.epoch() + ": the hold of epoch " + open
                            + " is not known to have ended",
                    "is another backup of this system under way? try again after it");
        }
    }
}
