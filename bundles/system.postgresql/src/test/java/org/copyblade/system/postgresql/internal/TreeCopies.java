package org.copyblade.system.postgresql.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Plain recursive copies of the data sets of a system, as a blade makes them: excluded directories empty, gate last. */
final class TreeCopies {

    private final Path root;

    TreeCopies(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    void take(SystemLayout layout) throws Exception {
        take(layout, set -> true);
    }

    void take(SystemLayout layout, Predicate<DataSet> which) throws Exception {
        for (DataSet set : layout.dataSets()) {
            if (which.test(set)) {
                copy(set, Path.of(set.place()), root.resolve(set.name()));
            }
        }
    }

    List<ExposedDataSet> exposed(SystemLayout layout) {
        return layout.dataSets().stream()
                .map(set ->
                        new ExposedDataSet(set.name(), root.resolve(set.name()).toString()))
                .toList();
    }

    /** Over the originals, the gate shut; a log inside the data directory comes after the data. */
    void putBack(SystemLayout layout) throws Exception {
        putBack(layout, set -> true);
    }

    void putBack(SystemLayout layout, Predicate<DataSet> which) throws Exception {
        for (DataSet set : layout.dataSets().stream().filter(which).toList()) {
            Path place = Path.of(set.place());
            try (var entries = Files.newDirectoryStream(place)) {
                for (Path entry : entries) {
                    delete(entry);
                }
            }
            run("cp", "-a", root.resolve(set.name()) + "/.", place.toString());
            if (set.gate().isPresent()) {
                Path gate = place.resolve(set.gate().get());
                Files.move(gate, gate.resolveSibling(gate.getFileName() + DataSet.SHUT));
            }
        }
    }

    static void delete(Path tree) throws SystemException {
        run("rm", "-rf", tree.toString());
    }

    static void run(String... command) throws SystemException {
        HostCommand.run(Deadline.within(Duration.ofMinutes(2)), command);
    }

    /** Files may vanish while a running server is copied. */
    private static void copy(DataSet set, Path from, Path to) throws SystemException {
        StringBuilder tar = new StringBuilder("mkdir -p '" + to + "' && tar -C '" + from + "' --warning=none");
        for (String excluded : set.excluded()) {
            tar.append(" --exclude='./")
                    .append(excluded)
                    .append(Files.isDirectory(from.resolve(excluded)) ? "/*'" : "'");
        }
        run("sh", "-c", tar + " -cf - . | tar -C '" + to + "' -xpf -");
    }
}
