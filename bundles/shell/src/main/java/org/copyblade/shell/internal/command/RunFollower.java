package org.copyblade.shell.internal.command;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.socket.CommandClient;
import org.copyblade.shell.internal.socket.CommandOutcome;

/** Follows a run to its end and shows how it goes on; the run does not need anybody who follows. */
final class RunFollower {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int BAR = 20;

    private final Runs runs;

    RunFollower(Runs runs) {
        this.runs = runs;
    }

    /** Follows until the end, or until the client has left. */
    CommandOutcome follow(RunId id, CommandSession session, boolean json)
            throws CopybladeException, InterruptedException {
        CommandClient client = CommandClient.of(session);
        client.onInterruptSay("run " + id + " goes on; follow it with slb:watch " + id);
        Progress progress = new Progress(session.getConsole(), client.isTerminal());
        Run run = runs.get(id);
        while (run.outcome().isEmpty() && !client.isGone()) {
            progress.show(run);
            run = runs.await(run, LOOK);
        }
        progress.end();
        return outcome(run, json);
    }

    /** How a run ended, with the exit status that belongs to it. */
    static CommandOutcome outcome(Run run, boolean json) {
        String text = Answer.text(run, json, () -> {
            String findings =
                    run.outcome().filter(Outcome.REFUSED::equals).isPresent() ? Words.findings(run.findings()) : "";
            String hint = run.hint().isEmpty() ? "" : System.lineSeparator() + "HINT: " + run.hint();
            String table = findings.isEmpty() ? "" : System.lineSeparator() + findings;
            return run.message() + hint + table;
        });
        if (run.outcome().isEmpty()) {
            return new CommandOutcome.Ok("run " + run.id() + " goes on");
        }
        return switch (run.outcome().orElseThrow()) {
            case COMPLETE -> new CommandOutcome.Ok(text);
            case REFUSED -> new CommandOutcome.Refused(text);
            case FAILED, UNUSABLE, CANCELLED -> new CommandOutcome.Failed(text);
        };
    }

    /** One line that is overwritten on a terminal; else one line per phase. */
    private static final class Progress {
        private final PrintStream out;
        private final boolean terminal;
        private String shown = "";

        Progress(PrintStream out, boolean terminal) {
            this.out = out;
            this.terminal = terminal;
        }

        void show(Run run) {
            String line = terminal ? bar(run) : run.id() + " " + Words.word(run.phase()) + ": " + run.message();
            if (line.equals(shown)) {
                return;
            }
            if (terminal) {
                out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
            } else {
                out.println(line);
            }
            out.flush();
            shown = line;
        }

        private static String bar(Run run) {
            int done = run.percent() * BAR / 100;
            return run.id() + " [" + "#".repeat(done) + ".".repeat(BAR - done) + "] " + Words.word(run.phase()) + ": "
                    + run.message();
        }

        void end() {
            if (terminal && !shown.isEmpty()) {
                out.print("\r" + " ".repeat(shown.length()) + "\r");
                out.flush();
            }
        }
    }
}
