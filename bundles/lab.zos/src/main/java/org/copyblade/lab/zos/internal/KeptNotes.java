package org.copyblade.lab.zos.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;

/**
 * Small things by name that outlive the death of z/OS and are on none of its volumes, so that no copy of a volume sets them
 * back. A name is letters, digits and hyphens. One thread at a time for one name.
 */
public final class KeptNotes {
    private static final String KEPT = ".kept";

    private final Path directory;

    public KeptNotes(Path directory) {
        this.directory = directory;
    }

    /** Found after a death from its return on; an interrupt does not cut it. */
    void put(String name, byte[] content) throws ZosException {
        Path fresh = directory.resolve(name + ".new");
        try {
            try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
                out.write(content);
            }
            Files.move(fresh, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cause) {
            throw failure("write", name, cause);
        }
    }

    Optional<byte[]> get(String name) throws ZosException {
        try {
            return Files.exists(path(name)) ? Optional.of(Files.readAllBytes(path(name))) : Optional.empty();
        } catch (IOException cause) {
            throw failure("read", name, cause);
        }
    }

    /** Not there is success. */
    void remove(String name) throws ZosException {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException cause) {
            throw failure("remove", name, cause);
        }
    }

    /** All whose names begin so, by the rest of their names. */
    SortedMap<String, byte[]> all(String prefix) throws ZosException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, prefix + "*" + KEPT)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                found.put(name.substring(prefix.length(), name.length() - KEPT.length()), Files.readAllBytes(file));
            }
        } catch (IOException cause) {
            throw failure("read", prefix, cause);
        }
        return found;
    }

    private Path path(String name) {
        return directory.resolve(name + KEPT);
    }

    private static ZosException failure(String verb, String name, IOException cause) {
        return new ZosException(Reason.IO, "cannot " + verb + " what is kept of " + name + ": " + cause.getMessage());
    }
}
