package org.copyblade.catalog.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * The file of an embedded catalog, seen from outside: whether it is ours, found out by reading alone, and how a new one comes
 * into being: made aside, then renamed, so that under its own name there is never half a catalog.
 */
final class SqliteFile {

    /** Marks a SQLite file as a catalog of Copyblade; the letters CPYB. */
    static final int APPLICATION_ID = 0x43505942;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int APPLICATION_ID_OFFSET = 68;
    private static final int HEADER_BYTES = 100;

    private final Path file;

    SqliteFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** Where a new one is made. */
    Path aside() {
        return beside(".new");
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Which file this is, whatever its name. */
    Object identity() throws CatalogException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            throw new CatalogException(Reason.FAILED, "catalog " + file + " was removed while it was in use");
        } catch (IOException e) {
            throw new CatalogException(Reason.FAILED, "catalog " + file + " cannot be used: " + Cause.of(e));
        }
    }

    /** Makes the folder, for its owner only, so that its entries survive a power loss. */
    void makeFolder() throws CatalogException {
        Path folder = file.getParent();
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            for (Path each = folder; each != null && Files.isReadable(each); each = each.getParent()) {
                sync(each);
            }
        } catch (IOException e) {
            throw new CatalogException(Reason.FAILED, "cannot make the folder of catalog " + file + ": " + Cause.of(e));
        }
    }

    /** Refuses a file that is not a catalog, without opening it as a database: SQLite would write to it. */
    void mustBeOurs() throws CatalogException {
        if (!Files.isRegularFile(file)) {
            throw alien("it is not a regular file");
        }
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw new CatalogException(Reason.FAILED, "catalog " + file + " may not be read and written by this user");
        }
        byte[] header;
        try (InputStream in = Files.newInputStream(file)) {
            header = in.readNBytes(HEADER_BYTES);
        } catch (IOException e) {
            throw new CatalogException(Reason.FAILED, "cannot read catalog " + file + ": " + Cause.of(e));
        }
        if (header.length == 0) {
            throw alien("it is empty");
        }
        if (header.length < HEADER_BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(header, MAGIC.length))) {
            throw alien("it is not a SQLite database");
        }
        if (ByteBuffer.wrap(header).getInt(APPLICATION_ID_OFFSET) != APPLICATION_ID) {
            throw alien("it is a SQLite database of another program");
        }
    }

    /** Refuses to begin anew beside a log that holds commits of a lost file; it would be read into the new one. */
    void mustHaveNoRemains() throws CatalogException {
        for (String suffix : List.of("-wal", "-journal")) {
            if (Files.exists(beside(suffix))) {
                throw new CatalogException(
                        Reason.ALIEN,
                        "catalog " + file + " is gone but its log "
                                + beside(suffix).getFileName()
                                + " is still there; put the file back, or move the log away too");
            }
        }
    }

    /** Removes what a crash left of an earlier making. */
    void removeAside() throws CatalogException {
        try {
            Files.deleteIfExists(aside());
        } catch (IOException e) {
            throw new CatalogException(Reason.FAILED, "cannot make catalog " + file + ": " + Cause.of(e));
        }
    }

    /** Gives what was made aside its name; on return that survives a power loss. */
    void publish() throws CatalogException {
        try {
            sync(aside());
            Files.move(aside(), file, StandardCopyOption.ATOMIC_MOVE);
            sync(file.getParent());
        } catch (IOException e) {
            throw new CatalogException(Reason.FAILED, "cannot make catalog " + file + ": " + Cause.of(e));
        }
    }

    CatalogException alien(String why) {
        return new CatalogException(Reason.ALIEN, file + " is not a catalog that can be used: " + why);
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
