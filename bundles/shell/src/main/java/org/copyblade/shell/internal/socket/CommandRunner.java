package org.copyblade.shell.internal.socket;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Job;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.LineStatus;
import org.copyblade.shell.internal.outcome.Status;
import org.copyblade.shell.internal.syntax.CommandIndex;

/** Runs one line of commands in a session, prints their results and finds the exit status. */
final class CommandRunner {

    /** Ours are found before those of the same name that the command processor brings. */
    private static final String SCOPES = "copyblade:*";

    /** Where the command processor leaves what a command threw whose output went into a pipe. */
    private static final String PIPE_EXCEPTION = "pipe-exception";

    private final CommandSession session;
    private final PrintStream out;
    private final PrintStream err;
    private final CommandIndex index;
    private final CommandErrors errors;

    CommandRunner(CommandSession session, PrintStream out, PrintStream err, CommandIndex index) {
        this.session = session;
        this.out = out;
        this.err = err;
        this.index = index;
        this.errors = new CommandErrors(index);
        session.put("SCOPE", SCOPES);
    }

    int run(String typed) {
        String line =
                index.explained(typed).map(name -> "copyblade:help " + name).orElse(typed);
        LineStatus status = LineStatus.begin(session);
        Results results = new Results(line, status);
        session.setJobListener(results::changed);
        try {
            Object last = session.execute(line);
            results.last(last);
        } catch (Exception cause) {
            show(errors.outcome(line, cause), status);
        }
        out.flush();
        err.flush();
        return status.worst().code();
    }

    private void show(CommandOutcome outcome, LineStatus status) {
        status.note(outcome.status());
        PrintStream to = outcome.isError() ? err : out;
        String text = outcome.text();
        if (!text.isEmpty()) {
            to.println(text);
        }
    }

    /** The results of one line. The session hands out the last one only, and tells of the others as their jobs end. */
    private final class Results {
        private final String line;
        private final LineStatus status;
        private Object shown;
        private boolean piped;

        Results(String line, LineStatus status) {
            this.line = line;
            this.status = status;
        }

        /** Called before the next command of the line begins. Values of others are for the script that computes with them. */
        void changed(Job job, Job.Status before, Job.Status now) {
            if (now != Job.Status.Done || job.parent() != null) {
                return;
            }
            notePipe();
            piped = job.processes().size() > 1;
            if (job.result() != null && job.result().result() instanceof CommandOutcome outcome) {
                shown = outcome;
                show(outcome, status);
            }
        }

        /** That a command ended whose successors went on all the same: its error is in the pipe's own words until now. */
        private void notePipe() {
            if (session.get(PIPE_EXCEPTION) instanceof Exception thrown) {
                session.put(PIPE_EXCEPTION, null);
                for (Throwable cause : thrown.getSuppressed()) {
                    show(errors.outcome(line, cause), status);
                }
            }
        }

        void last(Object result) {
            if (result instanceof CommandOutcome outcome) {
                if (outcome != shown) {
                    show(outcome, status);
                }
            } else if (piped && result instanceof Boolean found) {
                // A filter says so whether it found anything; its output has been shown.
                status.note(found ? Status.OK : Status.ALARM);
            } else if (result != null) {
                String text =
                        session.format(result, Converter.INSPECT).toString().stripTrailing();
                if (!text.isEmpty()) {
                    out.println(text);
                }
            }
        }
    }
}
