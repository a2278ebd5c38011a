package org.copyblade.itests.flow;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.copyblade.itests.process.Tree;

/** Many commands through one {@code bin/copyblade shell}: no program is started for each. Used by one thread. */
final class ShellSession implements AutoCloseable {

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private int number;

    private ShellSession(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static ShellSession with(Tree tree) throws IOException {
        return new ShellSession(tree.builder("shell").redirectErrorStream(true).start());
    }

    /** Runs one command; answers all that it printed, errors too. */
    String run(String command) throws IOException {
        String end = "end of command " + ++number;
        commands.write(command + "\necho " + end + "\n");
        commands.flush();
        StringBuilder printed = new StringBuilder();
        for (String line = answers.readLine(); !end.equals(line); line = answers.readLine()) {
            if (line == null) {
                throw new IOException("the shell ended within '" + command + "': " + printed);
            }
            printed.append(line).append('\n');
        }
        return printed.toString();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
