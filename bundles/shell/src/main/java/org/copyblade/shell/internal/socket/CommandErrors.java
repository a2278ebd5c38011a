package org.copyblade.shell.internal.socket;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.shell.internal.outcome.CommandError;
import org.copyblade.shell.internal.outcome.CommandOutcome;
import org.copyblade.shell.internal.outcome.Status;
import org.copyblade.shell.internal.syntax.CommandIndex;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a command threw, or the command processor about it, into an outcome with code and hint. */
final class CommandErrors {
    private static final Logger LOG = LoggerFactory.getLogger(CommandErrors.class);

    /** Gogo tells wrong arguments by the same exception a command may throw for reasons of its own. */
    private static final Pattern GOGO_CANNOT_MATCH_ARGUMENTS = Pattern.compile("Cannot coerce (\\w+)\\(.*");

    /** A word of its own, wherever it stands: nobody would ask for text with it. */
    private static final Pattern JSON = Pattern.compile("(^|\\s)--json(\\s|$|[;|)])");

    private final CommandIndex index;

    CommandErrors(CommandIndex index) {
        this.index = index;
    }

    /** The outcome of a line that ended with this. */
    CommandOutcome outcome(String line, Throwable cause) {
        boolean json = JSON.matcher(line).find();
        if (cause instanceof CopybladeException error) {
            return CommandError.of(error).as(Status.of(error.code()), json);
        }
        if (cause instanceof CommandNotFoundException unknown) {
            return usage("unknown command '" + unknown.getCommand() + "'", json);
        }
        // Gogo wraps the end of input in the middle of a quote or a bracket.
        if (cause instanceof SyntaxError || cause.getCause() instanceof SyntaxError) {
            return usage("cannot read the command line: " + told(cause), json);
        }
        Matcher mismatch = GOGO_CANNOT_MATCH_ARGUMENTS.matcher(told(cause));
        if (cause instanceof IllegalArgumentException && mismatch.lookingAt()) {
            return wrongArguments(index.objection(line, mismatch.group(1)), json);
        }
        LOG.warn("command failed: {}", line, cause);
        return CommandError.of(new CopybladeException(ErrorCode.COMMAND_FAILED, told(cause)))
                .as(Status.FAILED, json);
    }

    private static CommandOutcome wrongArguments(CommandIndex.Objection objection, boolean json) {
        String why = objection.why().isEmpty() ? "" : ": " + objection.why();
        return CommandError.of(
                        ErrorCode.COMMAND_INVALID,
                        "wrong arguments for '" + objection.command() + "'" + why,
                        "help " + objection.command())
                .as(Status.USAGE, json);
    }

    private static CommandOutcome usage(String text, boolean json) {
        return CommandError.of(new CopybladeException(ErrorCode.COMMAND_INVALID, text))
                .as(Status.USAGE, json);
    }

    private static String told(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
