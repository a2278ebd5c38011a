package org.copyblade.shell.internal.outcome;

import org.apache.felix.service.command.CommandSession;

/** The worst status of all commands of one line, also of those whose result went into a pipe. Safe for many threads. */
public final class LineStatus {

    private static final String VARIABLE = ".copyblade.status";

    private Status worst = Status.OK;

    private LineStatus() {}

    /** Begins a line. */
    public static LineStatus begin(CommandSession session) {
        LineStatus line = new LineStatus();
        session.put(VARIABLE, line);
        return line;
    }

    /** Notes how a command of the present line ended. */
    static void note(CommandSession session, Status status) {
        if (session.get(VARIABLE) instanceof LineStatus line) {
            line.note(status);
        }
    }

    public synchronized void note(Status status) {
        worst = worst.worse(status);
    }

    public synchronized Status worst() {
        return worst;
    }
}
