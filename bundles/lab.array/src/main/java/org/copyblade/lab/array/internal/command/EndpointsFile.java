package org.copyblade.lab.array.internal.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.copyblade.lab.array.face.LabEndpoint;
import org.copyblade.lab.array.face.RunningFace;

/** The file that tells programs where the faces of a running lab are reached: for a shell to read with {@code .}. */
final class EndpointsFile {
    private final Path file;

    EndpointsFile(Path home) {
        this.file = home.resolve("lab.env");
    }

    Path path() {
        return file;
    }

    /** Whoever sees the file sees all of it. */
    void write(String fingerprint, Map<String, RunningFace> faces) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("LAB_SHA256=" + fingerprint);
        faces.forEach((face, running) -> running.endpoints().forEach(it -> lines.addAll(lines(face, it))));
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, lines);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static List<String> lines(String face, LabEndpoint endpoint) {
        String name = (face + "_" + endpoint.name()).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        int port = URI.create(endpoint.url()).getPort();
        return List.of(name + "_URL=" + endpoint.url(), name + "_PORT=" + port);
    }
}
