package org.copyblade.manager.internal.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
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
    private static final String SUFFIX = ".json";

    private final BodyCodec codec;

    public SecondManifests(BodyCodec codec) {
        this.codec = codec;
    }

    /**
     * A manifest that was found.
     *
     * @param file it is in
     * @param text of the manifest
     */
    public record Found(Path file, String text, Manifest manifest) {}

    /** Writes the manifest of a backup where its options say, over an older one of the same backup. */
    void write(Backup backup, List<String> options, String manifest) {
        Optional<Path> named = file(backup, options);
        if (named.isEmpty()) {
            return;
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
        } catch (IOException e) {
            LOG.warn("the manifest of {} could not be written to {}: {}", backup.id(), directory, e.toString());
            removeQuietly(part);
        }
    }

    /** Removes the manifest of a backup that has no copies any more; that of another backup of the same id stays. */
    void remove(Backup backup, List<String> options) {
        Optional<Path> file = file(backup, options).filter(Files::exists);
        if (file.isEmpty()) {
            return;
        }
        try {
            boolean own = codec.readManifest(Files.readString(file.orElseThrow()))
                    .filter(manifest -> manifest.backup().startedAt().equals(backup.startedAt()))
                    .isPresent();
            if (own) {
                Files.delete(file.orElseThrow());
            }
        } catch (IOException e) {
            LOG.warn("the manifest {} of {} could not be removed: {}", file.orElseThrow(), backup.id(), e.toString());
        }
    }

    /** All that can be read in a directory. */
    public List<Found> in(Path directory) {
        List<Found> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                read(file).ifPresent(found::add);
            }
        } catch (IOException e) {
            LOG.warn("the manifests in {} cannot all be read: {}", directory, e.toString());
        }
        return found;
    }

    /** One that cannot be read hides no other. */
    private Optional<Found> read(Path file) {
        try {
            String text = Files.readString(file);
            return codec.readManifest(text).map(manifest -> new Found(file, text, manifest));
        } catch (IOException e) {
            LOG.warn("the manifest {} cannot be read: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** What an older catalog wrote of a backup to which it gave the same number stays, beside the new one. */
    private void setAside(Path file, Backup backup) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Optional<Instant> other = read(file)
                .map(found -> found.manifest().backup().startedAt())
                .filter(startedAt -> !startedAt.equals(backup.startedAt()));
        if (other.isPresent()) {
            String name = file.getFileName().toString();
            String kept = name.substring(0, name.length() - SUFFIX.length()) + "-"
                    + other.orElseThrow().toEpochMilli() + SUFFIX;
            Files.move(file, file.resolveSibling(kept), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Optional<Path> file(Backup backup, List<String> options) {
        return BackupOptions.manifestDirectory(options)
                .map(directory -> Path.of(directory).resolve(backup.system() + "-" + backup.id() + SUFFIX));
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
