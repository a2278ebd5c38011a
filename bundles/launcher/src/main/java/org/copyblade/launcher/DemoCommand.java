package org.copyblade.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/**
 * {@code demo}: a private instance in a temporary directory that runs the bundles of demo and laboratory beside the product's,
 * in this process: whatever ends the process ends the instance.
 */
final class DemoCommand {
    private static final String SYSTEM = "--system";
    private static final List<String> SYSTEMS = List.of("ims", "postgresql");
    private static final String USAGE = "demo [--system ims|postgresql] [--blade NAME] [--upgrades N]";

    private final Installation installation;
    private final Map<String, String> environment;

    DemoCommand(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    int run(List<String> arguments) throws CopybladeException {
        String command = command(arguments);
        // Taken before the shell in this same process puts its own in their place.
        PrintStream out = System.out;
        PrintStream err = System.err;
        Path root = temporaryDirectory();
        try (Platform platform = Platform.startTemporary(installation, root, environment);
                ControlClient client = ControlClient.connect(platform.socket())) {
            int status = client.execute(command, out, err);
            if (hasBegun(status)) {
                platform.keepTemporary();
                err.println("the demo's log is in " + root.resolve("data/log"));
            }
            return status;
        } catch (IOException cause) {
            throw ExecCommand.lost(cause);
        }
    }

    /** Whether a demo ended in the middle, so that there is something to look at; one that was refused has done nothing. */
    static boolean hasBegun(int status) {
        return status != ExitStatus.OK.code() && status != ExitStatus.USAGE.code();
    }

    /** Each kind of system has a command of its own, and options of its own behind it. */
    static String command(List<String> arguments) throws CopybladeException {
        List<String> rest = new ArrayList<>(arguments);
        String system = "ims";
        int place = rest.indexOf(SYSTEM);
        if (place >= 0) {
            system = place + 1 < rest.size() ? rest.get(place + 1) : "";
            rest.subList(place, Math.min(place + 2, rest.size())).clear();
        }
        boolean words = rest.stream().allMatch(word -> word.matches("[a-z0-9-]+"));
        if (!SYSTEMS.contains(system) || !words) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "no such demo; copyblade " + USAGE);
        }
        return String.join(" ", "demo:" + system, String.join(" ", rest)).strip();
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
