package org.copyblade.shell.internal.socket;

import java.io.PrintStream;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one command line in a session, prints its result and finds its exit status. */
final class CommandRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
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
        PrintStream to = outcome instanceof CommandOutcome.Ok ? out : err;
        if (!outcome.text().isEmpty()) {
            to.println(outcome.text());
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
        } catch (CommandNotFoundException unknown) {
            return new CommandOutcome.Usage(
                    "unknown command '" + unknown.getCommand() + "'\nHINT: 'help' lists the commands");
        } catch (SyntaxError malformed) {
            return new CommandOutcome.Usage("cannot read the command line: " + malformed.getMessage());
        } catch (IllegalArgumentException cause) {
            return unfitting(command, cause);
        } catch (Exception cause) {
            LOG.info("command failed: {}", command, cause);
            return new CommandOutcome.Failed(told(cause));
        }
    }

    /** Gogo tells wrong arguments by the same exception a command may throw for reasons of its own. */
    private static CommandOutcome unfitting(String command, IllegalArgumentException cause) {
        if (told(cause).startsWith(GOGO_CANNOT_MATCH_ARGUMENTS)) {
            String name = command.strip().split("\\s", 2)[0];
            return new CommandOutcome.Usage("wrong arguments for '" + name + "'\nHINT: run 'help " + name + "'");
        }
        LOG.info("command failed: {}", command, cause);
        return new CommandOutcome.Failed(told(cause));
    }

    private static String told(Exception cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
