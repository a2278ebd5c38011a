package org.copyblade.guard.internal;

/** What the manager tells a guard: three words on its standard input, namely a sequence number, this ordinal, an argument. */
enum Command {
    /** Argument: process id of the other guard. Rehearse everything, then answer. */
    ARM,
    /** Argument: deadline. The other guard is about to stop the server; count along. */
    WATCH,
    /** Argument: deadline. Stop the server. */
    SUSPEND,
    /** Prove and continue. */
    RESUME,
    /** Continue if anything is stopped, and end. */
    LEAVE;

    static final int BYTES = 3 * Long.BYTES;
    private static final Command[] ALL = values();

    static Command of(long ordinal) {
        return ALL[(int) ordinal];
    }
}
