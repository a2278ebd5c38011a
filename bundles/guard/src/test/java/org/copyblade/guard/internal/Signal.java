package org.copyblade.guard.internal;

/** Signals that tests send. */
public enum Signal {
    HUP(Posix.SIGHUP),
    INT(Posix.SIGINT),
    QUIT(Posix.SIGQUIT),
    TERM(Posix.SIGTERM),
    KILL(Posix.SIGKILL),
    STOP(Posix.SIGSTOP),
    CONT(Posix.SIGCONT);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** Sends it, and returns when it has had its effect on how the process stands. */
    public void to(long pid) {
        ProcFiles proc = new ProcFiles();
        Posix.send(pid, number);
        if (this == STOP) {
            Eventually.holds("it is stopped", () -> !proc.stat(pid) || proc.state == 'T' || proc.state == 'Z');
        } else if (this == KILL) {
            Eventually.holds("it has ended", () -> !proc.stat(pid) || proc.state == 'Z');
        }
    }
}
