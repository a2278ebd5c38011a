package org.copyblade.manager.internal.manifest;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.copyblade.api.Backup;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.plan.Rebuilding;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manifests in a directory of their own, outside of the protected systems: one file per backup, from when it is COMPLETE until
 * its copies are withdrawn. They are for the day on which everything else is lost, so no failure here is fatal; all are told.
 * Safe for many threads, not twice at once for one backup.
 */
public final class SecondManifests {

    private static final Logger LOG = LoggerFactory.getLogger(SecondManifests.class);
    private final ManifestFiles files;

    public SecondManifests(BodyCodec codec) {
        this.files = new ManifestFiles(codec);
    }

    /**
     * Writes the manifest of a backup where its options say, over an older one of the same backup.
     *
     * @return that it could not be written
     */
    Optional<Finding> write(Backup backup, List<String> options, String manifest) {
        Optional<Path> named = file(backup, options);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Path file = named.orElseThrow();
        Path directory = file.getParent();
        Path part = directory.resolve(file.getFileName() + ".part");
        try {
            Files.createDirectories(directory);
            Files.writeString(part, manifest, StandardCharsets.UTF_8);
            sync(part);
            setAside(file, backup);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("the manifest of {} could not be written to {}: {}", backup.id(), directory, e.toString());
            removeQuietly(part);
            return Optional.of(Rebuilding.notWritten(backup.id(), "to " + directory, e.toString()));
        }
    }

    /**
     * Removes the manifest of a backup that has no copies any more, also where it was set aside; that of another backup of the
     * same id stays.
     */
    public void remove(Backup backup, List<String> options) {
        for (Path file : of(backup, options)) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                LOG.warn("the manifest {} of {} could not be removed: {}", file, backup.id(), e.toString());
            }
        }
    }

    /** The manifest of a backup, if it is there, also where it was set aside. */
    public List<Path> of(Backup backup, List<String> options) {
        return file(backup, options).stream()
                .flatMap(file -> Stream.of(file, aside(file, startOf(backup))))
                .filter(file -> isOf(backup, files.read(file)))
                .toList();
    }

    /**
     * What is not of this backup stays, beside the new one: an older catalog gave the same number to another backup. What
     * cannot be read now may be that, too.
     */
    private void setAside(Path file, Backup backup) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Optional<ManifestFiles.Found> old = files.read(file);
        if (isOf(backup, old)) {
            return;
        }
        String mark = old.map(found -> startOf(found.manifest().backup()))
                .orElse("unreadable-" + Files.getLastModifiedTime(file).toMillis());
        Files.move(file, aside(file, mark), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isOf(Backup backup, Optional<ManifestFiles.Found> found) {
        return found.map(ManifestFiles.Found::manifest)
                .filter(manifest -> manifest.backup().startedAt().equals(backup.startedAt()))
                .isPresent();
    }

    private static String startOf(Backup backup) {
        return Long.toString(backup.startedAt().toEpochMilli());
    }

    private static Path aside(Path file, String mark) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - ManifestFiles.SUFFIX.length());
        return file.resolveSibling(stem + "-" + mark + ManifestFiles.SUFFIX);
    }

    private static Optional<Path> file(Backup backup, List<String> options) {
        return BackupOptions.manifestDirectory(options).map(directory -> Path.of(directory)
                .resolve(backup.system() + "-" + backup.id() + ManifestFiles.SUFFIX));
    }

    private static void removeQuietly(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.debug("{} stays: {}", part, e.toString());
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
