package org.copyblade.itests.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.copyblade.demo.fixture.ScratchDirectory;

/**
 * The archive of classes that the private trees of all tests start with, made once by an instance of the built tree that is started
 * and stopped: it takes a sixth off what each start computes. The JVM does without one that it cannot use.
 */
final class SharedClasses {
    private static final String PATTERN = "classes-*.jsa";
    private static final long LIMIT_SECONDS = 90;

    private final Path built;
    private final Path directory;

    /** @param directory where the archive is kept, for all processes that run tests of this build */
    SharedClasses(Path built, Path directory) {
        this.built = built;
        this.directory = directory;
    }

    /** None while somebody else makes it: waiting would take longer than it saves. */
    Optional<Path> archive() throws IOException, InterruptedException {
        Path archive = Files.createDirectories(directory).resolve(name());
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null && !Files.exists(archive)) {
                make(archive);
            }
        }
        return Files.exists(archive) ? Optional.of(archive) : Optional.empty();
    }

    /** An archive is good for one Java, and for the very files that its classes come from. */
    private String name() throws IOException {
        StringBuilder sources = new StringBuilder(System.getenv().getOrDefault("JAVA_HOME", ""));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(built.resolve("lib"), "*.jar")) {
            for (Path jar : jars) {
                sources.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
            }
        }
        return "classes-" + Integer.toHexString(sources.toString().hashCode()) + ".jsa";
    }

    private void make(Path archive) throws IOException, InterruptedException {
        try (DirectoryStream<Path> ofOtherBuilds = Files.newDirectoryStream(directory, PATTERN)) {
            for (Path other : ofOtherBuilds) {
                Files.delete(other);
            }
        }
        try (ScratchDirectory instance = ScratchDirectory.create("itest-classes")) {
            run("start", instance.path());
            run("stop", instance.path());
            try (DirectoryStream<Path> written = Files.newDirectoryStream(instance.path(), PATTERN)) {
                for (Path file : written) {
                    // In two steps: directories of test files may lie on another filesystem.
                    Path beside =
                            Files.copy(file, directory.resolve("unfinished"), StandardCopyOption.REPLACE_EXISTING);
                    Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private void run(String command, Path data) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        built.resolve("bin/copyblade").toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("COPYBLADE_CLASS_ARCHIVE", "on");
        builder.environment().put("COPYBLADE_DATA", data.toString());
        builder.environment()
                .put(
                        "COPYBLADE_CONFIG",
                        Files.createDirectories(data.resolve("config")).toString());
        builder.environment()
                .put(
                        "COPYBLADE_DEPLOY",
                        Files.createDirectories(data.resolve("deploy")).toString());
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
