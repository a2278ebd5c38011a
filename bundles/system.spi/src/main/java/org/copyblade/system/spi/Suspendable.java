package org.copyblade.system.spi;

import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a system to hold its log writes, so that nothing it writes depends on anything after the hold.
 *
 * <p>Order of calls: {@link #announce} where there is time, {@link #arm}, journal the token, {@link #suspend}, copy, {@link #resume}, {@link #disarm}. Guards
 * outside this process resume the system by themselves at the limit, and as soon as this process is gone.
 */
@ConsumerType
public interface Suspendable {

    /**
     * Says that a suspension is near, so that what {@link #arm} needs can be started meanwhile. Does not wait for it, holds
     * nothing and promises nothing: {@link #arm} works without it, and what was started ends by itself if it never comes. Safe
     * to repeat. By default nothing is done. (S5)
     */
    default void announce(Deadline deadline) throws SystemException {}

    /**
     * Starts and rehearses the guards. Nothing is held yet. Whatever an older suspension of this system has left behind
     * is resumed first. (S5)
     *
     * @param epoch fencing number, growing over all suspensions of this system; a guard acts for its own number only
     * @param limit longest time the system may be held
     */
    SuspendToken arm(long epoch, Duration limit, Deadline deadline) throws SystemException;

    /**
     * Holds the log writes of all members and confirms each. Either all are held on return, or none. (S6)
     *
     * <p>Inside the window: no query, no logging, no disk.
     */
    Suspension suspend(SuspendToken token, Deadline deadline) throws SystemException;

    /**
     * Lets writes go. Waits for nothing, safe to repeat, also with a token of an instance that is gone; unknown means that it is
     * resumed. A token whose form is not known has a system and an epoch all the same, and what an epoch up to that one holds is
     * let go; nobody can tell then that the hold was in force. (S7)
     *
     * <p>An answer means that the system goes on, or is down. What may still be held is no answer but an unchecked exception, and
     * who asked asks again.
     */
    Resumption resume(SuspendToken token);

    /** Ends the guards after a resume and frees what they used. Safe to repeat. (S8) */
    void disarm(SuspendToken token);
}
