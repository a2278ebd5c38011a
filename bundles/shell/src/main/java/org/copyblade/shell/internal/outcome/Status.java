package org.copyblade.shell.internal.outcome;

import org.copyblade.api.ErrorCode;

/** How a command ended, the worse the later. */
public enum Status {
    /** It did what it was asked to. */
    OK(0),
    /** It did what it was asked to, and what it shows needs somebody's attention. */
    ALARM(1),
    /** It was refused before anything was begun. */
    REFUSED(3),
    /** The command line makes no sense. */
    USAGE(2),
    /** It tried and failed. */
    FAILED(1);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /** The status of a command that ended with this error. */
    public static Status of(ErrorCode error) {
        if (error == ErrorCode.COMMAND_INVALID) {
            return USAGE;
        }
        return error.isRefusal() ? REFUSED : FAILED;
    }

    /** The exit status of the command line. */
    public int code() {
        return code;
    }

    /** Is what people read an error, to be kept apart from output that others may want to read on? */
    public boolean isError() {
        return ordinal() >= REFUSED.ordinal();
    }

    public Status worse(Status other) {
        return ordinal() >= other.ordinal() ? this : other;
    }
}
