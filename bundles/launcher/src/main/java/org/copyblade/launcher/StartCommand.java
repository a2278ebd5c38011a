package org.copyblade.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** {@code start}: runs the platform, in the foreground or as a process of its own that is waited for until it answers. */
final class StartCommand {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MS = 20;

    private final Installation installation;
    private final Map<String, String> environment;
    private final List<String> inForeground;

    StartCommand(Installation installation, Map<String, String> environment) {
        this(installation, environment, List.of("start", "--foreground"));
    }

    /** @param inForeground the command line by which the process that stays runs the platform */
    StartCommand(Installation installation, Map<String, String> environment, List<String> inForeground) {
        this.installation = installation;
        this.environment = environment;
        this.inForeground = List.copyOf(inForeground);
    }

    int run(List<String> arguments) throws CopybladeException, InterruptedException {
        if (arguments.equals(List.of("--foreground"))) {
            return foreground();
        }
        if (!arguments.isEmpty()) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, "start takes no " + arguments.get(0));
        }
        Optional<Instance> running = Instance.find(installation.data());
        if (running.isPresent()) {
            throw InstanceLock.alreadyRunning(installation.data(), running);
        }
        return background();
    }

    private int foreground() throws CopybladeException, InterruptedException {
        Platform.start(installation, environment).awaitStop();
        return ExitStatus.OK.code();
    }

    private int background() throws CopybladeException, InterruptedException {
        Path console = installation.logDirectory().resolve("console.log");
        Process process = launch(console);
        long limit = System.nanoTime() + ANSWER_LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                throw new CopybladeException(ErrorCode.INSTANCE_SILENT, "the platform did not start: " + told(console));
            }
            Optional<Instance> instance = Instance.find(installation.data());
            if (instance.isPresent() && instance.get().answers()) {
                String complaints = told(console);
                if (!complaints.isEmpty()) {
                    System.err.println(complaints);
                }
                System.out.println("copyblade runs, pid " + instance.get().pid() + ", data in " + installation.data());
                return ExitStatus.OK.code();
            }
        }
        throw new CopybladeException(
                ErrorCode.INSTANCE_SILENT,
                "the platform, pid " + process.pid() + ", does not answer after " + ANSWER_LIMIT.toSeconds() + " s");
    }

    /** A session of its own keeps the platform out of reach of the terminal's signals. */
    private Process launch(Path console) throws CopybladeException {
        List<String> command = new ArrayList<>();
        if (isOnPath("setsid")) {
            command.add("setsid");
        }
        command.add(installation.home().resolve("bin/copyblade").toString());
        command.addAll(inForeground);
        try {
            installation.createDirectories();
            return new ProcessBuilder(command)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .redirectOutput(console.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException cause) {
            throw new CopybladeException(
                    ErrorCode.DIRECTORY_UNUSABLE,
                    "cannot start the platform on " + installation.data() + ": " + FileProblem.of(cause));
        }
    }

    private boolean isOnPath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** The coded errors on the console of the platform; what else is there, stack traces among it, is for the log. */
    private static String told(Path console) {
        try (Stream<String> lines = Files.lines(console)) {
            return lines.filter(line -> line.startsWith("DCM-") || line.startsWith("HINT: "))
                    .collect(Collectors.joining(System.lineSeparator()));
        } catch (IOException cause) {
            return "cannot read " + console + ": " + cause.getMessage();
        }
    }
}
