package org.copyblade.itests.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A private copy of the built tree but for what nobody changes, driven by its command line only; stopped and removed at the end. */
public final class Tree implements AutoCloseable {
    private static final long LIMIT_SECONDS = 90;
    /** The large ones, which no test changes: an archive of classes is good for the very files of lib that they came from. */
    private static final Set<String> SHARED = Set.of("lib", "bundles", "demo", "lab");

    static {
        // A busy machine is slow, not wrong.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(LIMIT_SECONDS));
    }

    private final Path root;
    private final Path home;
    private final String classes;

    private Tree(Path root, Path home, String classes) {
        this.root = root;
        this.home = home;
        this.classes = classes;
    }

    /** A copy in a fresh directory of its own. */
    public static Tree copy() throws IOException, InterruptedException {
        return copyBelow("copyblade");
    }

    /** A copy whose home is this path below a fresh directory. */
    public static Tree copyBelow(String relativeHome) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("copyblade-itest-");
        Path home = root.resolve(relativeHome);
        Path built = Path.of(System.getProperty("copyblade.tree")).toRealPath();
        try (Stream<Path> entries = Files.list(built)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (SHARED.contains(name)) {
                    Files.createSymbolicLink(Files.createDirectories(home).resolve(name), entry);
                } else if (!name.equals("data")) {
                    copy(entry, home.resolve(name));
                }
            }
        }
        Optional<Path> classes =
                new SharedClasses(built, Path.of("target/classes-of-trees").toAbsolutePath()).archive();
        return new Tree(root, home, classes.map(Path::toString).orElse("off"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                Files.copy(path, target);
            }
        }
    }

    public Path home() {
        return home;
    }

    public Path deploy() {
        return home.resolve("deploy");
    }

    public Path data() {
        return home.resolve("data");
    }

    /** What a command printed, apart, and how it ended. */
    public record Result(int status, String out, String err) {}

    /** Runs {@code bin/copyblade} to its end. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    public Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(root, "out", "");
        Path err = Files.createTempFile(root, "err", "");
        ProcessBuilder builder = builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("no end after " + LIMIT_SECONDS + " s: " + List.of(arguments));
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /**
     * What {@code bin/copyblade exec} would answer, from the running instance itself: a process for each of many commands costs
     * more than what they do. Tests of the command line do not use it.
     */
    public Result exec(String command) throws IOException {
        return ControlSocket.execute(runtimeDirectory().resolve("control.sock"), command, LIMIT_SECONDS);
    }

    /** Starts {@code bin/copyblade} and leaves it to the caller. */
    public ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/copyblade").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        // Each tree is started a few times only: writing an archive of its own would take longer than it saves.
        builder.environment().put("COPYBLADE_CLASS_ARCHIVE", classes);
        return builder;
    }

    /** The process id of the running instance. */
    public long pid() throws IOException {
        return Long.parseLong(instanceValue("pid"));
    }

    /** The private directory of the running instance's sockets. */
    public Path runtimeDirectory() throws IOException {
        return Path.of(instanceValue("socket")).getParent();
    }

    private String instanceValue(String key) throws IOException {
        return Files.readAllLines(data().resolve("instance.properties")).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        try {
            run("stop");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
