package org.copyblade.lab.array;

/**
 * One line of the operation log.
 *
 * @param sequence from 1, in the order of the log
 * @param nanos monotonic clock of the machine ({@link System#nanoTime}), the same for all its processes
 * @param system serial of the storage system
 * @param request number of the request it belongs to; 0 for what happens by itself
 * @param step how far it is
 * @param operation such as {@code establish}
 * @param detail for people and tests
 */
public record LoggedOperation(
        long sequence, long nanos, String system, long request, Step step, String operation, String detail) {

    /** How far an operation is. */
    public enum Step {
        RECEIVED,
        /** It is durable and in force. */
        EFFECT,
        /** Its answer goes out next, or is lost by a fault: who holds the answer finds this line. */
        ANSWERED,
        /** Something that nobody asked for, such as a timer that expires. */
        EVENT
    }
}
