package org.copyblade.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** {@code shell}: commands read line by line, all in one session with the running instance, until the end of input. */
final class ShellCommand {
    private final Installation installation;
    private final Map<String, String> environment;

    ShellCommand(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    int run(List<String> arguments) throws CopybladeException {
        if (!arguments.isEmpty()) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "shell takes no " + arguments.get(0));
        }
        Map<String, String> variables = ExecCommand.terminal(environment);
        try (ShellSession session = ShellSession.open(installation, variables)) {
            return System.console() == null ? converse(session) : new TerminalShell(session, history()).converse();
        } catch (IOException cause) {
            throw ExecCommand.lost(cause);
        }
    }

    private Path history() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".copyblade_history");
    }

    /** Without a terminal. The status is that of the last command, as in every shell. */
    private static int converse(ShellSession session) throws CopybladeException, IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        Thread onInterrupt = new Thread(session::sayFarewell, "copyblade-farewell");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        int status = ExitStatus.OK.code();
        while (true) {
            String line = input.readLine();
            if (line == null || line.strip().equals("exit")) {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
                return status;
            }
            status = session.execute(line);
        }
    }
}
