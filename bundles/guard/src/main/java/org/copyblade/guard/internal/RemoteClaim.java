package org.copyblade.guard.internal;

/**
 * What manager and guards of one hold say by the lease, and are told by it. Only a beginning asks for the epoch in force: whoever may
 * hold something must be let go on, whoever takes over meanwhile or dies over it. A lease that fails keeps nobody from letting
 * go on: what cannot be read may be held, and what cannot be written stays open for whoever comes next. Any thread.
 */
final class RemoteClaim {

    private final RemoteLease lease;
    private final long epoch;

    RemoteClaim(RemoteLease lease, long epoch) {
        this.lease = lease;
        this.epoch = epoch;
    }

    /** Says that something may be held from now on; false if nothing may be, because somebody else has taken over. To be called once. */
    boolean begin() {
        try {
            // Before the look: whoever takes over fences first, and looks at what is open then.
            if (lease.opened(epoch) && lease.epoch() == epoch) {
                return true;
            }
        } catch (InternalError e) {
            // Not known to be ours, so nothing is held.
            close();
            return false;
        }
        close();
        return false;
    }

    /** Says that something may be held again, before it is let go on: until it is closed nobody takes over. */
    void reopen() {
        try {
            lease.opened(epoch);
        } catch (InternalError e) {
            // It is let go on all the same.
            return;
        }
    }

    /** Whether something may be held: until somebody has closed it, be it the other guard or a manager. */
    boolean isOpen() {
        try {
            return lease.open() == epoch;
        } catch (InternalError e) {
            return true;
        }
    }

    /** Whether no hold of another epoch may be in the way: what is let go on then is nobody else's. */
    boolean isAlone() {
        try {
            long open = lease.open();
            return open == 0 || open == epoch;
        } catch (InternalError e) {
            return true;
        }
    }

    /** Says that nothing of it is held any more. */
    void close() {
        try {
            lease.closed(epoch);
        } catch (InternalError e) {
            // Whoever comes next finds it open, and ends it once more.
            return;
        }
    }
}
