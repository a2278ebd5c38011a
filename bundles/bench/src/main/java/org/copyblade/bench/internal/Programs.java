package org.copyblade.bench.internal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs of other tools on this machine. */
final class Programs {

    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private Programs() {}

    /** A tool that works with servers of any version. */
    static Optional<Path> find(String name) {
        return candidates(Stream.of(), name).findFirst();
    }

    /** A program of PostgreSQL itself: one of another version than the server's would be no fair peer. */
    static Optional<Path> ofPostgres(int major, String name) {
        return candidates(Stream.of("/usr/lib/postgresql/" + major + "/bin"), name)
                .filter(program -> majorOf(version(program)) == major)
                .findFirst();
    }

    private static Stream<Path> candidates(Stream<String> first, String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(first, Stream.of(path.split(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }

    /** What the program says of itself; empty when it does not. */
    static String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? said.strip() : "";
        } catch (IOException cannotRun) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** 15 of {@code pg_basebackup (PostgreSQL) 15.13 (Debian 15.13-0)}; 0 when the text names none. */
    static int majorOf(String version) {
        Matcher matcher = MAJOR.matcher(version);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
