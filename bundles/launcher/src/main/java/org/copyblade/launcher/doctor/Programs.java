package org.copyblade.launcher.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds programs on PATH and where administrators' programs are although PATH does not say so. */
final class Programs {
    private static final List<String> ADMINISTRATORS = List.of("/usr/sbin", "/sbin", "/usr/local/sbin");

    private final List<Path> directories = new ArrayList<>();

    Programs(Map<String, String> environment) {
        for (String directory : environment.getOrDefault("PATH", "").split(":")) {
            if (!directory.isEmpty()) {
                directories.add(Path.of(directory));
            }
        }
        ADMINISTRATORS.forEach(directory -> directories.add(Path.of(directory)));
    }

    Optional<Path> find(String name) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Matches of {@code name} below directories with one changing part, like {@code /usr/lib/postgresql/15/bin}. */
    static List<Path> findBelow(Path root, String below, String name) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(root)) {
            for (Path version : versions) {
                Path program = version.resolve(below).resolve(name);
                if (Files.isExecutable(program)) {
                    found.add(program);
                }
            }
        } catch (IOException absent) {
            return List.of(); // nothing is installed there
        }
        found.sort(null);
        return found;
    }
}
