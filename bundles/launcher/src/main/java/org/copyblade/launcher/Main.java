package org.copyblade.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** The command line {@code bin/copyblade}: chooses the command and turns its failure into one sentence and an exit status. */
public final class Main {
    private static final List<String> HELP = List.of("--help", "-h");

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
                throw new CopybladeException(ErrorCode.MACHINE_UNSUPPORTED, "Copyblade " + objection.get());
            }
            return run(arguments);
        } catch (CopybladeException refusal) {
            System.err.println(refusal.forPeople());
            return (refusal.code() == ErrorCode.COMMAND_INVALID ? ExitStatus.USAGE : ExitStatus.FAILED).code();
        } catch (InterruptedException interrupted) {
            return ExitStatus.FAILED.code();
        }
    }

    private static int run(List<String> arguments) throws CopybladeException, InterruptedException {
        if (arguments.isEmpty()) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "no command given; there are " + Usage.names());
        }
        String command = arguments.get(0);
        List<String> rest = arguments.subList(1, arguments.size());
        Optional<String> page = rest.size() == 1 && HELP.contains(rest.get(0)) ? Usage.of(command) : Optional.empty();
        if (page.isPresent()) {
            return say(page.get());
        }
        Map<String, String> environment = System.getenv();
        Installation installation = Installation.of(Path.of(System.getProperty("copyblade.home")), environment);
        return switch (command) {
            case "help", "--help", "-h" -> say(Usage.all());
            case "version", "--version" -> say("copyblade " + Version.ofThisJar());
            case "start" -> new StartCommand(installation, environment).run(rest);
            case "stop" -> new StopCommand(installation).run(rest);
            case "status" -> new StatusCommand(installation).run(rest);
            case "exec" -> new ExecCommand(installation, environment).run(rest);
            case "doctor" -> new DoctorCommand(installation, environment).run(rest);
            case "demo" -> new DemoCommand(installation, environment).run(rest);
            case "lab" -> new LabCommand(installation, environment).run(rest);
            case "shell" -> new ShellCommand(installation, environment).run(rest);
            case "completion" -> new CompletionCommand().run(rest);
            case "complete" -> new CompleteCommand(installation).run(rest);
            default ->
                throw new CopybladeException(
                        ErrorCode.COMMAND_INVALID, "unknown command '" + command + "'; there are " + Usage.names());
        };
    }

    private static int say(String text) {
        System.out.println(text);
        return ExitStatus.OK.code();
    }
}
