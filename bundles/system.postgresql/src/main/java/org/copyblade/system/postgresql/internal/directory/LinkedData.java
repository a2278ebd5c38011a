package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Links to where data of the database lies that no data set holds: a copy has the link only, and a clone on it would write
 * where the original does. Links to the log, to tablespaces and to what every start makes anew are not among them, nor
 * those of anybody else: the administrator's configuration, keys, logs and archives.
 */
final class LinkedData {

    /** What the server keeps its database in, besides log and tablespaces. */
    private static final List<String> OWN = List.of(
            "base",
            "global",
            "pg_commit_ts",
            "pg_logical",
            "pg_multixact",
            "pg_replslot",
            "pg_stat",
            DataDirectory.TABLESPACES,
            "pg_twophase",
            "pg_xact");

    /** More of them need not be named. */
    private static final int MOST = 20;

    private LinkedData() {}

    /**
     * Finds them.
     *
     * @param versionDirectories those of the server in its tablespaces
     */
    static List<Path> find(Path data, Collection<Path> versionDirectories) throws IOException {
        Finder finder = new Finder(data.resolve(DataDirectory.TABLESPACES));
        for (String name : OWN) {
            Files.walkFileTree(data.resolve(name), finder);
        }
        for (Path directory : versionDirectories) {
            Files.walkFileTree(directory, finder);
        }
        return List.copyOf(finder.found);
    }

    private static final class Finder extends SimpleFileVisitor<Path> {

        private final Path tablespaces;
        private final List<Path> found = new ArrayList<>();

        Finder(Path tablespaces) {
            this.tablespaces = tablespaces;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()
                    && !tablespaces.equals(file.getParent())
                    && !file.endsWith(DataDirectory.TEMPORARY)) {
                found.add(file);
            }
            return found.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        /** A running server removes files all the time, and not every version makes all directories. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
            return e == null ? FileVisitResult.CONTINUE : visitFileFailed(directory, e);
        }
    }
}
