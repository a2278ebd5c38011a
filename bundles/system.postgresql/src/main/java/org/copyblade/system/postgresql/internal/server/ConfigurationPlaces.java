package org.copyblade.system.postgresql.internal.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemFinding;

/** Directories outside the data directory that hold the server's configuration. */
final class ConfigurationPlaces {

    /** A directory with more in it than this is not the server's own. */
    private static final int MOST_ENTRIES = 100;

    private final List<DataSet> dataSets = new ArrayList<>();
    private final List<SystemFinding> findings = new ArrayList<>();

    /**
     * Looks where the configuration files are.
     *
     * @param covered places that are data sets already
     */
    ConfigurationPlaces(List<Path> files, List<Path> covered) {
        List<Path> known = new ArrayList<>(covered);
        for (Path file : files) {
            Path directory = realDirectory(file);
            if (known.stream().noneMatch(directory::startsWith)) {
                add(file, directory, known);
            }
        }
    }

    List<DataSet> dataSets() {
        return List.copyOf(dataSets);
    }

    List<SystemFinding> findings() {
        return List.copyOf(findings);
    }

    private void add(Path file, Path directory, List<Path> known) {
        if (directory.getNameCount() < 2 || entries(directory) > MOST_ENTRIES || holdsOne(directory, known)) {
            findings.add(new SystemFinding(
                    SystemFinding.Severity.WARNING,
                    file.toString(),
                    "configuration file is in a directory of other things and will not be copied",
                    "move the server's configuration to a directory of its own"));
            return;
        }
        known.add(directory);
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

    private static Path realDirectory(Path file) {
        try {
            return file.toRealPath().getParent();
        } catch (IOException e) {
            return file.normalize().getParent();
        }
    }
}
