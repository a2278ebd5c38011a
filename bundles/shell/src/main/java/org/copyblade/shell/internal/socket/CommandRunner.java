package org.copyblade.shell.internal.socket;

import java.io.PrintStream;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one command line in a session, prints its result and finds its exit status. */
final class CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
    /** Configuration and validation: nothing was begun. */
    private static final List<String> REFUSALS = List.of("DCM-1", "DCM-2");

    /** Gogo tells wrong arguments by the same exception a command may throw for reasons of its own. */
    private static final String GOGO_CANNOT_MATCH_ARGUMENTS = "Cannot coerce";

    private final CommandSession session;
    private final PrintStream out;
    private final PrintStream err;

    CommandRunner(CommandSession session, PrintStream out, PrintStream err) {
        this.session = session;
        this.out = out;
        this.err = err;
    }

    int run(String command) {
        CommandOutcome outcome = outcome(command);
        PrintStream to = outcome.isError() ? err : out;
        if (!outcome.text().isEmpty()) {
            to.println(outcome.text().stripTrailing());
        }
        out.flush();
        err.flush();
        return outcome.status();
    }

    private CommandOutcome outcome(String command) {
        try {
            Object result = session.execute(command);
            if (result instanceof CommandOutcome outcome) {
                return outcome;
            }
            CharSequence text = result == null ? "" : session.format(result, Converter.INSPECT);
            return new CommandOutcome.Ok(text.toString().stripTrailing());
        } catch (Exception cause) {
            return outcome(command, cause);
        }
    }

    private static CommandOutcome outcome(String command, Exception cause) {
        if (cause instanceof CopybladeException error) {
            if (error.code() == ErrorCode.COMMAND_INVALID) {
                return new CommandOutcome.Usage(error.forPeople());
            }
            return REFUSALS.stream().anyMatch(error.code().id()::startsWith)
                    ? new CommandOutcome.Refused(error.forPeople())
                    : new CommandOutcome.Failed(error.forPeople());
        }
        if (cause instanceof CommandNotFoundException unknown) {
            return usage("unknown command '" + unknown.getCommand() + "'");
        }
        // Gogo wraps the end of input in the middle of a quote or a bracket.
        if (cause instanceof SyntaxError || cause.getCause() instanceof SyntaxError) {
            return usage("cannot read the command line: " + told(cause));
        }
        if (cause instanceof IllegalArgumentException && told(cause).startsWith(GOGO_CANNOT_MATCH_ARGUMENTS)) {
            return usage("wrong arguments for '" + command.strip().split("\\s", 2)[0] + "'");
        }
        return failed(command, cause);
    }

    private static CommandOutcome usage(String text) {
        return new CommandOutcome.Usage(new CopybladeException(ErrorCode.COMMAND_INVALID, text).forPeople());
    }

    private static CommandOutcome failed(String command, Exception cause) {
        LOG.warn("command failed: {}", command, cause);
        return new CommandOutcome.Failed(new CopybladeException(ErrorCode.COMMAND_FAILED, told(cause)).forPeople());
    }

    private static String told(Exception cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
