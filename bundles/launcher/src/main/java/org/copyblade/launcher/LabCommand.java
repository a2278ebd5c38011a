package org.copyblade.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/**
 * {@code lab}: runs the laboratory in an instance of its own, away from the product's: its directories are below the lab's
 * home, and the laboratory's bundles run in no other instance.
 */
final class LabCommand {
    private static final String USAGE =
            "lab start --seed FILE [--face NAME[,NAME...]] [--port N] | stop | status | fault KIND ... | ims ..."
                    + ", each with [--home DIR]";

    private final Installation installation;
    private final Map<String, String> environment;

    LabCommand(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = environment;
    }

    int run(List<String> arguments) throws CopybladeException, InterruptedException {
        if (arguments.isEmpty()) {
            throw refused("no command given");
        }
        List<String> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
        Path home = take(rest, "--home", installation.data().resolve("lab").toString());
        Installation lab = installation.privateIn(home);
        return switch (arguments.get(0)) {
            case "start" -> start(lab, home, rest);
            case "platform" -> {
                Platform.startLab(lab, environment).awaitStop();
                yield ExitStatus.OK.code();
            }
            case "stop" -> new StopCommand(lab).run(rest);
            case "status", "fault", "ims" -> execute(lab, arguments.get(0), rest);
            default -> throw refused("unknown command '" + arguments.get(0) + "'");
        };
    }

    /** A lab that cannot be opened leaves no instance behind. */
    private int start(Installation lab, Path home, List<String> options)
            throws CopybladeException, InterruptedException {
        if (!options.contains("--seed")) {
            throw refused("no seed given");
        }
        Path seed = take(options, "--seed", "");
        joinFaces(options);
        new StartCommand(lab, environment, List.of("lab", "platform", "--home", home.toString())).run(List.of());
        options.add(seed.toString());
        options.add(home.resolve("array").toString());
        int status = execute(lab, "start", options);
        if (status != ExitStatus.OK.code()) {
            new StopCommand(lab).run(List.of());
        }
        return status;
    }

    /** The platform is told all faces in one word, also when each was given by itself. */
    private static void joinFaces(List<String> options) throws CopybladeException {
        List<String> faces = new ArrayList<>();
        for (int at = options.indexOf("--face"); at >= 0; at = options.indexOf("--face")) {
            if (at + 1 == options.size()) {
                throw refused("--face needs a value");
            }
            faces.add(options.get(at + 1));
            options.subList(at, at + 2).clear();
        }
        if (!faces.isEmpty()) {
            options.addAll(List.of("--face", String.join(",", faces)));
        }
    }

    private int execute(Installation lab, String function, List<String> arguments) throws CopybladeException {
        List<String> command = new ArrayList<>(List.of("lab:" + function));
        for (String argument : arguments) {
            if (argument.contains("'")) {
                throw refused("an argument cannot hold a quote: " + argument);
            }
            command.add("'" + argument + "'");
        }
        return new ExecCommand(lab, environment).run(command);
    }

    /** Takes an option and its path out of the arguments. */
    private static Path take(List<String> arguments, String option, String otherwise) throws CopybladeException {
        int place = arguments.indexOf(option);
        if (place < 0) {
            return Path.of(otherwise);
        }
        if (place + 1 == arguments.size()) {
            throw refused(option + " needs a value");
        }
        Path path = Path.of(arguments.get(place + 1)).toAbsolutePath().normalize();
        arguments.subList(place, place + 2).clear();
        return path;
    }

    private static CopybladeException refused(String why) {
        return new CopybladeException(ErrorCode.COMMAND_INVALID, why + "; copyblade " + USAGE);
    }
}
