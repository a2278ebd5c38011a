package org.copyblade.system.postgresql.internal.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Where the data sets of a copy can be seen. */
final class ExposedCopy {

    private final SystemLayout layout;
    private final Map<String, Path> locations = new HashMap<>();

    ExposedCopy(SystemLayout layout, List<ExposedDataSet> exposed) {
        this.layout = layout;
        exposed.forEach(set -> locations.put(set.dataSet(), Path.of(set.location())));
    }

    Path data() throws SystemException {
        Path data = locations.get(DataDirectory.DATA);
        if (data == null) {
            throw PgFault.CONFIG.error("data set 'data' of the copy is not exposed", "expose all data sets");
        }
        return data;
    }

    Path wal() throws SystemException {
        Path wal = locations.get(DataDirectory.WAL);
        return wal == null ? data().resolve("pg_wal") : wal;
    }

    Map<String, Path> tablespaces() {
        Map<String, Path> tablespaces = new HashMap<>();
        locations.forEach((name, path) -> {
            if (name.startsWith(DataDirectory.TABLESPACE_PREFIX)) {
                tablespaces.put(name.substring(DataDirectory.TABLESPACE_PREFIX.length()), path);
            }
        });
        return tablespaces;
    }

    /** Where all pages are. */
    List<Path> roots() throws SystemException {
        List<Path> roots = new ArrayList<>(tablespaces().values());
        roots.add(data());
        return roots;
    }

    /** Where a file of the original is in the copy; empty if no data set holds it. */
    Optional<Path> inCopy(Path original) {
        return layout.dataSets().stream()
                .filter(set -> original.startsWith(set.place()) && locations.containsKey(set.name()))
                .map(set -> locations
                        .get(set.name())
                        .resolve(Path.of(set.place()).relativize(original).toString()))
                .findFirst();
    }

    /** What the copy lacks, in words; empty if it holds all data sets and everything that it links to. */
    Optional<String> missing() throws SystemException {
        for (DataSet set : layout.dataSets()) {
            if (!locations.containsKey(set.name()) || !Files.isDirectory(locations.get(set.name()))) {
                return Optional.of("data set '" + set.name() + "' is not there");
            }
        }
        try {
            String major = DataDirectory.majorOf(data());
            if (!layout.productVersion().isEmpty() && !layout.productVersion().matches(major + "(\\D.*)?")) {
                return Optional.of("it is of version " + major + ", the server has " + layout.productVersion());
            }
            for (Path link : DataDirectory.entries(data().resolve(DataDirectory.TABLESPACES))) {
                if (Files.isSymbolicLink(link)
                        && !tablespaces().containsKey(link.getFileName().toString())) {
                    return Optional.of("tablespace " + link.getFileName() + " was made after the layout was read");
                }
            }
            List<Path> linked = DataDirectory.linkedData(data(), tablespaces().values());
            if (!linked.isEmpty()) {
                Path link = linked.get(0);
                return Optional.of(
                        link + " is a link to " + Files.readSymbolicLink(link) + ", which no data set holds");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be read: " + e);
        }
    }
}
