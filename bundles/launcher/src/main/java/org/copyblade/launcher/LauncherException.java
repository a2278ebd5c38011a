package org.copyblade.launcher;

/** A reason not to go on, told to the user in one sentence and a hint; never shown as a stack trace. */
final class LauncherException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final String hint;

    LauncherException(ExitStatus status, String message, String hint) {
        super(message);
        this.status = status;
        this.hint = hint;
    }

    static LauncherException failed(String message, String hint) {
        return new LauncherException(ExitStatus.FAILED, message, hint);
    }

    static LauncherException usage(String message, String hint) {
        return new LauncherException(ExitStatus.USAGE, message, hint);
    }

    ExitStatus status() {
        return status;
    }

    String hint() {
        return hint;
    }
}
