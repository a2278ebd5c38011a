package org.copyblade.system.postgresql.internal.fault;

import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** Waits for something that is looked at again and again. */
public final class Waiting {

    /** Looks at the world. */
    public interface Look {
        boolean done() throws SystemException;
    }

    private Waiting() {}

    /** Returns once the look says done. */
    public static void until(String what, Deadline deadline, Look look) throws SystemException {
        if (!within(deadline, look)) {
            throw givenUp(what, deadline);
        }
    }

    /** Whether the look said done before the deadline. */
    public static boolean within(Deadline deadline, Look look) throws SystemException {
        long pauseMillis = 2;
        while (!look.done()) {
            if (deadline.expired() || deadline.cancelled()) {
                return false;
            }
            pause(pauseMillis);
            pauseMillis = Math.min(50, pauseMillis * 2);
        }
        return true;
    }

    public static SystemException givenUp(String what, Deadline deadline) {
        return deadline.cancelled()
                ? PgFault.CANCELLED.error("cancelled while waiting for " + what, "try again when it is wanted")
                : PgFault.DEADLINE.error("no time left to wait for " + what, "give the call more time");
    }

    private static void pause(long millis) throws SystemException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PgFault.CANCELLED.error("interrupted while waiting", "try again");
        }
    }
}
