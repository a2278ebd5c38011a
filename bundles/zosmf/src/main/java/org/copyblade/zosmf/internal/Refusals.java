package org.copyblade.zosmf.internal;

import java.util.Optional;
import org.copyblade.endpoint.Secret;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * Keeps one wrong password from being tried until the user is revoked: after two refusals in a row it is not sent any more.
 * A new password, or a client made anew, is tried again. Any thread.
 */
final class Refusals {

    private static final int MOST = 2;

    private final String user;
    private Optional<Secret> refused = Optional.empty();
    private int times;

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

    /** What became of a password. */
    synchronized void note(Secret password, boolean accepted) {
        boolean again = refused.equals(Optional.of(password));
        times = accepted ? 0 : again ? times + 1 : 1;
        refused = accepted ? Optional.empty() : Optional.of(password);
    }
}
