package org.copyblade.lab.array;

/**
 * Something that is to go wrong.
 *
 * @param kind what
 * @param operation which operation it hits, such as {@code establish}; {@code *} for any
 * @param system serial of the storage system; {@code *} for any
 * @param skip how many operations that fit pass first
 * @param times how many are hit then; 0 for all
 * @param delayMs time that {@code SLOW}, {@code LATE_SUCCESS} and {@code TIMER_EXPIRY} need
 * @param element {@code PARTIAL_FAILURE}: index of the element of a request that fails, from 0
 * @param status {@code SERVER_ERROR} and {@code SERVER_ERROR_AFTER}: the status of HTTP
 */
public record Fault(
        Kind kind, String operation, String system, int skip, int times, long delayMs, int element, int status) {

    /** What goes wrong. */
    public enum Kind {
        /** It is done, and the connection closed without an answer. */
        LOST_REPLY,
        /** The connection is closed, and nothing was done. */
        LOST_REQUEST,
        /** It is done after the delay, whether its caller still waits or not, and then answered. */
        LATE_SUCCESS,
        /** One element of a request with several is refused. */
        PARTIAL_FAILURE,
        /** It is done at once and answered after the delay. */
        SLOW,
        /** Freezes made by it last no longer than the delay. */
        TIMER_EXPIRY,
        /** The session has ended: answered with 401, nothing was done. */
        UNAUTHORIZED,
        /** Answered with the status, without a JSON document; nothing was done. */
        SERVER_ERROR,
        /** It is done, and answered with the status, without a JSON document. */
        SERVER_ERROR_AFTER,
        /** Where the operation submits or changes a job: an operator cancels the job after the delay. */
        JOB_CANCELLED,
        /** The same: an operator purges the job's output as soon as the job has ended. */
        SPOOL_PURGED
    }

    boolean hits(String hitSystem, String hitOperation) {
        return (system.equals("*") || system.equalsIgnoreCase(hitSystem))
                && (operation.equals("*") || operation.equals(hitOperation));
    }

    /** The next operation of that name on any system. */
    public static Fault once(Kind kind, String operation) {
        return new Fault(kind, operation, "*", 0, 1, 0, 0, 503);
    }

    public Fault withDelayMs(long delay) {
        return new Fault(kind, operation, system, skip, times, delay, element, status);
    }

    public Fault withElement(int index) {
        return new Fault(kind, operation, system, skip, times, delayMs, index, status);
    }

    public Fault withStatus(int code) {
        return new Fault(kind, operation, system, skip, times, delayMs, element, code);
    }

    public Fault withSystem(String serial) {
        return new Fault(kind, operation, serial, skip, times, delayMs, element, status);
    }

    /** Lets so many pass, then hits so many; 0 for all. */
    public Fault hitting(int passing, int hit) {
        return new Fault(kind, operation, system, passing, hit, delayMs, element, status);
    }
}
