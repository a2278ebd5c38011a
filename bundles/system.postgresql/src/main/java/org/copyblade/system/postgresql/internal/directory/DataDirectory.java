package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/**
 * A data directory as it lies on disk, whether or not a server runs on it.
 *
 * @param place with links resolved
 * @param major text of {@code PG_VERSION}
 * @param wal directory of the log, with links resolved
 * @param tablespaces places by object identifier, with links resolved
 * @param inPlace object identifiers of tablespaces that are plain directories inside the data directory
 */
public record DataDirectory(
        Path place,
        ControlFile control,
        String major,
        Path wal,
        TreeMap<String, Path> tablespaces,
        List<String> inPlace) {

    public static final String DATA = "data";
    public static final String WAL = "wal";
    public static final String TABLESPACE_PREFIX = "tblspc-";

    /** Directory of the links to all tablespaces. */
    public static final String TABLESPACES = "pg_tblspc";

    /** Directory of what sorts and joins write down, in {@code base} and in each tablespace; every start empties it. */
    static final String TEMPORARY = "pgsql_tmp";

    /** Directories whose content is made anew at every start. */
    public static final List<String> RUNTIME_DIRECTORIES =
            List.of("pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans");

    /** What else a copy need not hold; the log is its own data set. */
    private static final List<String> EXCLUDED = List.of("pg_wal", Postmaster.LOCK_FILE, "base/" + TEMPORARY);

    public static DataDirectory read(Path directory) throws SystemException {
        try {
            Path place = directory.toRealPath();
            ControlFile control = ControlFile.of(place);
            String major = majorOf(place);
            TreeMap<String, Path> tablespaces = new TreeMap<>();
            List<String> inPlace = new ArrayList<>();
            for (Path entry : entries(place.resolve(TABLESPACES))) {
                String oid = entry.getFileName().toString();
                if (Files.isSymbolicLink(entry)) {
                    tablespaces.put(oid, entry.toRealPath());
                } else if (Files.isDirectory(entry)) {
                    inPlace.add(oid);
                }
            }
            return new DataDirectory(
                    place, control, major, place.resolve("pg_wal").toRealPath(), tablespaces, List.copyOf(inPlace));
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot read the data directory " + directory + ": " + e.getMessage(),
                    "does all of it exist, and does Copyblade run as root or as the server's user?");
        }
    }

    /** The data directory of a recorded layout, whether or not anything is there. */
    public static Path placeIn(SystemLayout layout) throws SystemException {
        return layout.dataSets().stream()
                .filter(set -> set.name().equals(DATA))
                .map(set -> Path.of(set.place()))
                .findFirst()
                .orElseThrow(() -> PgFault.CONFIG.error(
                        "the recorded layout has no data set '" + DATA + "'", "the backup's record is damaged"));
    }

    /** Data, log and tablespaces; what lies inside another is copied and restored once, as what it is. */
    public List<DataSet> dataSets() {
        List<DataSet> sets = new ArrayList<>();
        List<String> excluded =
                Stream.concat(EXCLUDED.stream(), RUNTIME_DIRECTORIES.stream()).toList();
        sets.add(DataSet.tree(
                DATA,
                DataSet.Role.DATABASE,
                place.toString(),
                without(place, excluded),
                Optional.of(ControlFile.PATH)));
        sets.add(DataSet.tree(WAL, DataSet.Role.LOG, wal.toString(), without(wal, List.of()), Optional.empty()));
        tablespaces.forEach((oid, path) -> sets.add(DataSet.tree(
                TABLESPACE_PREFIX + oid,
                DataSet.Role.DATABASE,
                path.toString(),
                without(path, List.of(tablespaceVersionDirectory() + "/" + TEMPORARY)),
                Optional.empty())));
        return List.copyOf(sets);
    }

    /** Whether log or tablespaces are this entry or lie in it. */
    boolean keepsIn(Path entry) {
        return elsewhere().anyMatch(path -> path.startsWith(entry));
    }

    private List<String> without(Path directory, List<String> excluded) {
        Stream<String> inside = elsewhere()
                .filter(path -> path.startsWith(directory) && !path.equals(directory))
                .map(path -> directory.relativize(path).toString());
        return Stream.concat(excluded.stream(), inside).distinct().toList();
    }

    /** Log and tablespaces, which may be anywhere, in the data directory and in each other as well. */
    private Stream<Path> elsewhere() {
        return Stream.concat(Stream.of(wal), tablespaces.values().stream());
    }

    /** Name of the directory that this server has in each tablespace. */
    String tablespaceVersionDirectory() {
        return versionDirectory(major, control);
    }

    private static String versionDirectory(String major, ControlFile control) {
        return "PG_" + major + "_" + control.catalogVersion();
    }

    /** Links behind which data lies that is in no data set; a copy of them is not one of the database. */
    public List<Path> linkedData() throws IOException {
        return LinkedData.find(
                place,
                tablespaces.values().stream()
                        .map(path -> path.resolve(tablespaceVersionDirectory()))
                        .toList());
    }

    /** The same of a copy, whose tablespaces are anywhere. */
    public static List<Path> linkedData(Path data, Collection<Path> tablespaces) throws IOException, SystemException {
        String version = versionDirectory(majorOf(data), ControlFile.of(data));
        return LinkedData.find(
                data, tablespaces.stream().map(path -> path.resolve(version)).toList());
    }

    /** Where temporary files are, in a data directory and in tablespaces that may be those of a copy. */
    public static List<Path> temporary(Path data, Collection<Path> tablespaces) throws IOException, SystemException {
        String version = versionDirectory(majorOf(data), ControlFile.of(data));
        return Stream.concat(
                        Stream.of(data.resolve("base")), tablespaces.stream().map(path -> path.resolve(version)))
                .map(path -> path.resolve(TEMPORARY))
                .toList();
    }

    /** Text of {@code PG_VERSION}. */
    public static String majorOf(Path data) throws IOException {
        return Files.readString(data.resolve("PG_VERSION")).strip();
    }

    public static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
