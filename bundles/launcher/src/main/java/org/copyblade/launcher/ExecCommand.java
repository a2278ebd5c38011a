package org.copyblade.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/**
 * {@code exec}: runs one command in the running instance and ends with its status. Interrupted, it only lets go: what it
 * started goes on in the platform, and the user is told how to find it again.
 */
final class ExecCommand {
    private final Installation installation;
    private final Map<String, String> environment;

    ExecCommand(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    int run(List<String> arguments) throws CopybladeException {
        String command = String.join(" ", arguments);
        if (command.isBlank()) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "exec needs a command");
        }
        try (ControlClient client = connect(installation)) {
            Thread onInterrupt = new Thread(() -> sayFarewell(client), "copyblade-farewell");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            try {
                client.set(terminal(environment));
                return client.execute(command, System.out, System.err);
            } finally {
                leaveOut(onInterrupt);
            }
        } catch (IOException cause) {
            throw lost(cause);
        }
    }

    /** A platform that has stopped goes on with nothing: the farewell is for an interrupt only. */
    private static void leaveOut(Thread onInterrupt) {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException interrupted) {
            // The farewell is being said.
        }
    }

    static ControlClient connect(Installation installation) throws CopybladeException {
        Instance instance = Instance.find(installation.data())
                .orElseThrow(() -> new CopybladeException(
                        ErrorCode.INSTANCE_ABSENT, "no instance runs on " + installation.data()));
        try {
            return ControlClient.connect(instance.socket());
        } catch (IOException cause) {
            throw new CopybladeException(
                    ErrorCode.INSTANCE_SILENT,
                    "cannot reach pid " + instance.pid() + " at " + instance.socket() + ": " + cause.getMessage());
        }
    }

    static CopybladeException lost(IOException cause) {
        return new CopybladeException(ErrorCode.INSTANCE_SILENT, "connection lost: " + cause.getMessage());
    }

    /** What commands want to know of the terminal they write to. */
    static Map<String, String> terminal(Map<String, String> environment) {
        return Map.of(
                "client.terminal", Boolean.toString(System.console() != null),
                "client.columns", environment.getOrDefault("COLUMNS", "0"));
    }

    private static void sayFarewell(ControlClient client) {
        String farewell = client.farewell();
        if (!farewell.isEmpty()) {
            System.err.println(farewell);
        }
    }
}
