package org.copyblade.bench.internal;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.copyblade.demo.fixture.ScratchDirectory;

/** Another instance of this installation, with directories of its own; closing stops it and removes them. */
final class Instance implements AutoCloseable {

    private final Path home;
    private final ScratchDirectory directory;

    private Instance(Path home, ScratchDirectory directory) {
        this.home = home;
        this.directory = directory;
    }

    /** Not started; with the blades of the distribution and a copy of the given configuration. */
    static Instance create(Path configuration) throws IOException {
        Path home = Path.of(System.getProperty("copyblade.home"));
        Instance created = new Instance(home, ScratchDirectory.create("instance"));
        copy(home.resolve("deploy"), created.path("deploy"));
        copy(configuration, created.path("config"));
        return created;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private Path path(String name) {
        return directory.path().resolve(name);
    }

    /** Runs {@code bin/copyblade} to its end, which must be a good one. */
    void run(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(home.resolve("bin/copyblade").toString());
        words.addAll(List.of(arguments));
        File output = path("output").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output);
        for (String name : List.of("data", "config", "deploy")) {
            builder.environment()
                    .put(
                            "COPYBLADE_" + name.toUpperCase(Locale.ROOT),
                            path(name).toString());
        }
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException("'" + String.join(" ", words) + "' ended with status " + status + ": "
                    + Files.readString(output.toPath()).strip());
        }
    }

    /** Memory of the running platform that is in use. */
    long residentMegabytes() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path("data").resolve("instance.properties"))) {
            properties.load(reader);
        }
        try (Stream<String> lines = Files.lines(Path.of("/proc", properties.getProperty("pid"), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (Files.exists(path("data").resolve("instance.properties"))) {
                run("stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            directory.close();
        }
    }
}
