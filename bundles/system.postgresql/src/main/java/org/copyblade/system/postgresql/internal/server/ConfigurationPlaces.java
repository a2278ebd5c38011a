package org.copyblade.system.postgresql.internal.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemFinding;

/** Directories outside the data directory that hold the server's configuration. */
final class ConfigurationPlaces {

    /** A directory with more in it than this is not the server's own. */
    private static final int MOST_ENTRIES = 100;

    /** What distributions and administrators keep beside the files that the server names. */
    private static final Pattern OWN = Pattern.compile(
            "[^.].*\\.conf([.~].*)?|conf\\.d|environment|server\\.(crt|key)|root\\.(crt|crl)|lost\\+found");

    private final List<Path> files;
    private final List<String> foreign = new ArrayList<>();
    private final List<DataSet> dataSets = new ArrayList<>();
    private final List<SystemFinding> findings = new ArrayList<>();

    /**
     * Looks where the configuration files are.
     *
     * @param covered places that are data sets already
     */
    ConfigurationPlaces(List<Path> files, List<Path> covered) {
        this.files = files.stream()
                .flatMap(file -> Stream.of(file.normalize(), real(file)))
                .toList();
        List<Path> known = new ArrayList<>(covered);
        for (Path file : files) {
            Path directory = real(file).getParent();
            if (known.stream().noneMatch(directory::startsWith)) {
                add(file, directory, known);
            }
        }
    }

    List<DataSet> dataSets() {
        return List.copyOf(dataSets);
    }

    /** What else is in the data sets, absolute paths: it is not the server's, and a restore would set it back too. */
    List<String> foreign() {
        return List.copyOf(foreign);
    }

    List<SystemFinding> findings() {
        return List.copyOf(findings);
    }

    private void add(Path file, Path directory, List<Path> known) {
        if (directory.getNameCount() < 2
                || Files.notExists(file)
                || entries(directory) > MOST_ENTRIES
                || holdsOne(directory, known)) {
            findings.add(new SystemFinding(
                    SystemFinding.Severity.WARNING,
                    file.toString(),
                    "configuration file is in a directory of other things and will not be copied",
                    "move the server's configuration to a directory of its own"));
            return;
        }
        known.add(directory);
        foreign.addAll(others(directory));
        String name = dataSets.isEmpty() ? "conf" : "conf-" + (dataSets.size() + 1);
        dataSets.add(DataSet.tree(name, DataSet.Role.SYSTEM, directory.toString(), List.of(), Optional.empty()));
    }

    private static boolean holdsOne(Path directory, List<Path> places) {
        return places.stream().anyMatch(place -> place.startsWith(directory));
    }

    private static long entries(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.limit(MOST_ENTRIES + 2L).count();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Long.MAX_VALUE;
        }
    }

    private List<String> others(Path directory) {
        try {
            return DataDirectory.entries(directory).stream()
                    .filter(entry ->
                            !OWN.matcher(entry.getFileName().toString()).matches())
                    .filter(entry -> files.stream().noneMatch(file -> file.startsWith(entry)))
                    .map(Path::toString)
                    .toList();
        } catch (IOException e) {
            // It was listed a moment ago; what cannot be listed any more is said where it is copied.
            return List.of();
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.normalize();
        }
    }
}
