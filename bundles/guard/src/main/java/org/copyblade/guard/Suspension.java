package org.copyblade.guard;

/**
 * The server is still: every one of its processes was seen stopped.
 *
 * @param processes how many are held
 * @param firstStopNanos when the first was told to stop
 * @param heldFromNanos from this moment on none of them can have run, if the {@link Resumption} says so
 * @param deadlineNanos when the guards let the server go on by themselves
 */
public record Suspension(int processes, long firstStopNanos, long heldFromNanos, long deadlineNanos) {}
