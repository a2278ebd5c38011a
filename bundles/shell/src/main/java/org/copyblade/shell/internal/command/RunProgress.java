package org.copyblade.shell.internal.command;

import java.io.PrintStream;
import org.copyblade.api.Run;

/** How a run goes on: one line that is overwritten on a terminal; else one line per phase. */
final class RunProgress {

    private static final int BAR = 20;

    private final PrintStream to;
    private final boolean terminal;
    private String shown = "";

    RunProgress(PrintStream to, boolean terminal) {
        this.to = to;
        this.terminal = terminal;
    }

    void show(Run run) {
        String line = terminal ? bar(run) : run.id() + " " + Words.word(run.phase()) + ": " + run.message();
        if (line.equals(shown)) {
            return;
        }
        if (terminal) {
            to.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        } else {
            to.println(line);
        }
        to.flush();
        shown = line;
    }

    private static String bar(Run run) {
        int done = run.percent() * BAR / 100;
        return run.id() + " [" + "#".repeat(done) + ".".repeat(BAR - done) + "] " + Words.word(run.phase()) + ": "
                + run.message();
    }

    /** Leaves no line behind on a terminal. */
    void end() {
        if (terminal && !shown.isEmpty()) {
            to.print("\r" + " ".repeat(shown.length()) + "\r");
            to.flush();
            shown = "";
        }
    }
}
