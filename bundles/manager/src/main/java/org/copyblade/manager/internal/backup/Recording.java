package org.copyblade.manager.internal.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.Evidence;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes manifests beside the copies and to a second directory, then calls the backup COMPLETE. */
final class Recording {

    private static final Logger LOG = LoggerFactory.getLogger(Recording.class);

    private final Engine engine;
    private final BackupOptions options;

    Recording(Engine engine, BackupOptions options) {
        this.engine = engine;
        this.options = options;
    }

    void record(RunContext run, BackupInProgress backup, Evidence evidence) throws Failure {
        backup.state(Backup.State.COMPLETE, "");
        String manifest = engine.codec().write(new Manifest(backup.backup(), backup.body(), evidence));
        for (GroupRecord group : backup.body().groups()) {
            engine.groups().keep(group, manifest);
        }
        options.manifestDirectory().ifPresent(directory -> second(Path.of(directory), backup.backup(), manifest));
        run.commit(List.of(backup.saved()));
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
