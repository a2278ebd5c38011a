package org.copyblade.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.copyblade.api.CopybladeException;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/** Reads lines at a terminal, with editing, history and completion by what the platform knows at that moment. */
final class TerminalShell {
    private static final String PROMPT = "copyblade> ";
    private static final Size SOME_SIZE = new Size(80, 24);

    private final ShellSession session;
    private final Path history;

    TerminalShell(ShellSession session, Path history) {
        this.session = session;
        this.history = history;
    }

    /** Runs lines until the end of input; the status is that of the last command, as in every shell. */
    int converse() throws CopybladeException, IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().name("copyblade").system(true).build()) {
            if (terminal.getWidth() == 0) {
                terminal.setSize(SOME_SIZE); // a terminal that does not know its size would be shown dots only
            }
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .completer((line, parsed, candidates) -> complete(parsed, candidates))
                    .variable(LineReader.HISTORY_FILE, history)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            int status = ExitStatus.OK.code();
            while (true) {
                String line = read(reader);
                if (line == null || line.strip().equals("exit")) {
                    return status;
                }
                status = execute(terminal, line);
            }
        }
    }

    /** The next line; empty when what was typed is thrown away, null at the end. */
    private static String read(LineReader reader) {
        try {
            return reader.readLine(PROMPT);
        } catch (UserInterruptException thrownAway) {
            return "";
        } catch (EndOfFileException end) {
            return null;
        }
    }

    private int execute(Terminal terminal, String line) throws CopybladeException, IOException {
        SignalHandler before = terminal.handle(Signal.INT, signal -> session.interrupt());
        try {
            return session.execute(line);
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    private void complete(ParsedLine parsed, List<Candidate> candidates) {
        for (String found : session.complete(parsed.line().substring(0, parsed.cursor()))) {
            String[] parts = found.split("\t", 2);
            String description = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : null;
            boolean whole = !parts[0].endsWith("=");
            candidates.add(new Candidate(parts[0], parts[0], null, description, null, null, whole));
        }
    }
}
