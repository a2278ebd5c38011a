package org.copyblade.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** {@code shell}: commands read line by line, all in one session with the running instance, until the end of input. */
final class ShellCommand {
    private static final String PROMPT = "copyblade> ";

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
        try (ControlClient client = ExecCommand.connect(installation)) {
            client.set(ExecCommand.terminal(environment));
            return converse(client);
        } catch (IOException cause) {
            throw ExecCommand.lost(cause);
        }
    }

    /** The status is that of the last command, as in every shell. */
    private static int converse(ControlClient client) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        boolean prompts = System.console() != null;
        int status = ExitStatus.OK.code();
        while (true) {
            if (prompts) {
                System.out.print(PROMPT);
                System.out.flush();
            }
            String line = input.readLine();
            if (line == null || line.strip().equals("exit")) {
                return status;
            }
            status = client.execute(line, System.out, System.err);
        }
    }
}
