package org.copyblade.shell.internal.command;

import java.time.Duration;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.copyblade.shell.internal.socket.CommandClient;

/** Follows a run to its end and shows how it goes on; the run does not need anybody who follows. */
final class RunFollower {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Runs runs;

    RunFollower(Runs runs) {
        this.runs = runs;
    }

    /** Follows until the end, or until the client has left. A program is not shown how the run goes on, but what it waits for. */
    CommandOutcome follow(RunId id, CommandSession session, boolean json)
            throws CopybladeException, InterruptedException {
        CommandClient client = CommandClient.of(session);
        client.onInterruptSay("run " + id + " goes on; follow it with slb:watch " + id);
        RunProgress progress = new RunProgress(client.errors(), client.isTerminal());
        AwaitedLines awaited = new AwaitedLines(client.errors());
        Run run = runs.get(id);
        while (run.outcome().isEmpty() && !client.isGone()) {
            if (!json) {
                progress.show(run);
            }
            awaited.tell(AwaitedTexts.of(id, runs.awaited()), progress::end);
            run = runs.await(run, LOOK);
        }
        progress.end();
        return outcome(run, json);
    }

    /** How a run ended, with the exit status that belongs to it. */
    static CommandOutcome outcome(Run run, boolean json) {
        return CommandOutcome.of(run, json, () -> text(run)).ending(status(run.outcome()));
    }

    private static Status status(Optional<Outcome> outcome) {
        return switch (outcome.orElse(Outcome.COMPLETE)) {
            case COMPLETE -> Status.OK;
            case REFUSED -> Status.REFUSED;
            case FAILED, UNUSABLE, CANCELLED -> Status.FAILED;
        };
    }

    private static String text(Run run) {
        if (run.outcome().isEmpty()) {
            return "run " + run.id() + " goes on";
        }
        String hint = run.hint().isEmpty() ? "" : System.lineSeparator() + "HINT: " + run.hint();
        boolean told = run.outcome().orElseThrow() == Outcome.REFUSED
                || run.findings().stream().anyMatch(finding -> finding.severity() != Finding.Severity.NOTE);
        String findings = told ? Words.findings(run.findings()) : "";
        String table = findings.isEmpty() ? "" : System.lineSeparator() + findings;
        return run.message() + hint + table;
    }
}
