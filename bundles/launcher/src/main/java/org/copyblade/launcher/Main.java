package org.copyblade.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line {@code bin/copyblade}: chooses the command and turns its failure into one sentence and an exit status. */
public final class Main {
    private static final String USAGE =
            "start [--foreground] | stop | status | shell | exec \"COMMAND\" | demo | doctor";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(status(List.of(arguments)));
    }

    private static int status(List<String> arguments) {
        try {
            Optional<String> objection = SupportedMachine.objection(
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    Runtime.version().feature());
            if (objection.isPresent()) {
                throw LauncherException.failed("Copyblade " + objection.get(), "use such a machine, or set JAVA_HOME");
            }
            return run(arguments);
        } catch (LauncherException refusal) {
            System.err.println("copyblade: " + refusal.getMessage());
            System.err.println("HINT: " + refusal.hint());
            return refusal.status().code();
        } catch (InterruptedException interrupted) {
            return ExitStatus.FAILED.code();
        }
    }

    private static int run(List<String> arguments) throws LauncherException, InterruptedException {
        if (arguments.isEmpty()) {
            throw LauncherException.usage("no command given", "copyblade " + USAGE);
        }
        Map<String, String> environment = System.getenv();
        Installation installation = Installation.of(Path.of(System.getProperty("copyblade.home")), environment);
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "start" -> new StartCommand(installation, environment).run(rest);
            case "stop" -> new StopCommand(installation).run(rest);
            case "status" -> new StatusCommand(installation).run(rest);
            case "exec" -> new ExecCommand(installation, environment).run(rest);
            case "shell" -> new ShellCommand(installation, environment).run(rest);
            default ->
                throw LauncherException.usage("'" + arguments.get(0) + "' is not a command", "copyblade " + USAGE);
        };
    }
}
