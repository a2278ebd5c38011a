package org.copyblade.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/**
 * {@code demo}: a private instance in a temporary directory that runs the demo's bundles beside the product's, in this process:
 * whatever ends the process ends the instance.
 */
final class DemoCommand {
    private final Installation installation;
    private final Map<String, String> environment;

    DemoCommand(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    int run(List<String> arguments) throws CopybladeException {
        // Taken before the shell in this same process puts its own in their place.
        PrintStream out = System.out;
        PrintStream err = System.err;
        Path root = temporaryDirectory();
        try (Platform platform = Platform.startTemporary(installation, root, environment);
                ControlClient client = ControlClient.connect(platform.socket())) {
            int status = client.execute("demo:run " + String.join(" ", arguments), out, err);
            if (status != ExitStatus.OK.code()) {
                platform.keepTemporary();
                err.println("the demo's log is in " + root.resolve("data/log"));
            }
            return status;
        } catch (IOException cause) {
            throw ExecCommand.lost(cause);
        }
    }

    private static Path temporaryDirectory() throws CopybladeException {
        try {
            return Files.createTempDirectory("copyblade-demo-");
        } catch (IOException cause) {
            throw new CopybladeException(
                    ErrorCode.DIRECTORY_UNUSABLE, "cannot make a temporary directory: " + cause.getMessage());
        }
    }
}
