package org.copyblade.manager.internal.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Evidence;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is known of a COMPLETE backup beside its copies and to a second directory, so that a lost catalog can be
 * rebuilt from it. Safe for many threads, not twice at once for one backup.
 */
public final class ManifestWriter {

    private static final Logger LOG = LoggerFactory.getLogger(ManifestWriter.class);

    private final Engine engine;

    public ManifestWriter(Engine engine) {
        this.engine = engine;
    }

    void write(BackupInProgress backup, Evidence evidence) throws Failure {
        String manifest = engine.codec().write(new Manifest(backup.backup(), backup.body(), evidence));
        for (GroupRecord group : backup.body().groups()) {
            engine.groups().keep(group, manifest);
        }
        BackupOptions.manifestDirectory(backup.body().options())
                .ifPresent(directory -> second(Path.of(directory), backup.backup(), manifest));
    }

    /**
     * Writes it anew after a hold or a try-out, which the catalog knows already: a failure is told, not fatal, because only
     * a catalog that is lost as well would miss it.
     */
    public void renew(BackupInProgress backup) {
        if (backup.backup().state() != Backup.State.COMPLETE) {
            return;
        }
        try {
            Optional<Evidence> evidence =
                    engine.catalog().evidence(backup.backup().id());
            if (evidence.isPresent()) {
                write(backup, evidence.orElseThrow());
            }
        } catch (CatalogException | Failure e) {
            LOG.warn(
                    "the manifest of {} could not be renewed: {}",
                    backup.backup().id(),
                    e.getMessage());
        }
    }

    /** The second manifest is a convenience for the day on which everything else is lost: its failure is told, not fatal. */
    private static void second(Path directory, Backup backup, String manifest) {
        Path file = directory.resolve(backup.system() + "-" + backup.id() + ".json");
        Path part = directory.resolve(file.getFileName() + ".part");
        try {
            Files.createDirectories(directory);
            Files.writeString(part, manifest, StandardCharsets.UTF_8);
            sync(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            sync(directory);
        } catch (IOException e) {
            LOG.warn("the manifest of {} could not be written to {}: {}", backup.id(), directory, e.getMessage());
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
