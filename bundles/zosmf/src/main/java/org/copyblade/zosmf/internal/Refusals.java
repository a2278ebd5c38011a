package org.copyblade.zosmf.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.copyblade.endpoint.Secret;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * Keeps one wrong password from being tried until the user is revoked: after two refusals in a row it is not sent any more, and
 * until it was taken once it goes out with one request at a time. A new password, or a client made anew, is tried again. Any
 * thread.
 */
final class Refusals {

    private static final int MOST = 2;

    private final String user;
    private final Semaphore first = new Semaphore(1);
    private Optional<Secret> refused = Optional.empty(); // guarded by this
    private Optional<Secret> taken = Optional.empty(); // guarded by this
    private int times; // guarded by this

    Refusals(String user) {
        this.user = user;
    }

    /** Throws if this password was refused often enough. */
    synchronized void check(Secret password) throws ZosmfException {
        if (times >= MOST && refused.equals(Optional.of(password))) {
            throw ZosmfException.of(
                    Reason.CREDENTIALS,
                    "the password of user '" + user + "' was refused " + MOST
                            + " times and is not sent again, so that the user is not revoked");
        }
    }

    /**
     * Waits for its turn while it is not known whether this password is right; as soon as it is, nobody waits. Whoever has a
     * turn gives it back by {@link #tried}. The first may have no answer, and what others want may not come too late for that:
     * they wait half of their time.
     *
     * @return whether it has a turn
     * @throws ZosmfException if it was refused often enough meanwhile
     */
    boolean awaitsTurn(Secret password, ZosmfCall call) throws ZosmfException {
        if (isTaken(password)) {
            return false;
        }
        boolean turn = acquired(call.remaining().dividedBy(2));
        try {
            check(password);
        } catch (ZosmfException e) {
            tried(turn);
            throw e;
        }
        if (isTaken(password)) {
            tried(turn);
            return false;
        }
        return turn;
    }

    /** @param turn whether there was one */
    void tried(boolean turn) {
        if (turn) {
            first.release();
        }
    }

    private boolean acquired(Duration patience) throws ZosmfException {
        try {
            return first.tryAcquire(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ZosmfException.of(Reason.TOO_LATE, "interrupted while another request tried the password");
        }
    }

    private synchronized boolean isTaken(Secret password) {
        return taken.equals(Optional.of(password));
    }

    /** What became of a password. */
    synchronized void note(Secret password, boolean accepted) {
        taken = accepted ? Optional.of(password) : taken.filter(other -> !other.equals(password));
        boolean again = refused.equals(Optional.of(password));
        times = accepted ? 0 : again ? times + 1 : 1;
        refused = accepted ? Optional.empty() : Optional.of(password);
    }
}
