package org.copyblade.shell.internal.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.shell.internal.outcome.CommandOutcome;

/** Commands as somebody types them, by the real command processor. */
final class TypedCommands implements AutoCloseable {

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandSession session;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    TypedCommands(Object commands, String... functions) {
        threadIo.start();
        CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
        for (String function : functions) {
            processor.addCommand("slb", commands, function);
        }
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        session =
                processor.createSession(new ByteArrayInputStream(new byte[0]), nowhere, new PrintStream(errors, true));
    }

    CommandOutcome type(String line) throws Exception {
        return (CommandOutcome) session.execute(line);
    }

    /** What they have written to the error stream, with line ends of one character. */
    String told() {
        return errors.toString().replace(System.lineSeparator(), "\n");
    }

    @Override
    public void close() {
        session.close();
        threadIo.stop();
    }
}
