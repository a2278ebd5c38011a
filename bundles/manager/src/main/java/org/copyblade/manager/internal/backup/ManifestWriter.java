package org.copyblade.manager.internal.backup;

import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Evidence;
import org.copyblade.catalog.CatalogException;
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
    private final SecondManifests second;

    public ManifestWriter(Engine engine) {
        this.engine = engine;
        this.second = new SecondManifests(engine.codec());
    }

    void write(BackupInProgress backup, Evidence evidence) throws Failure {
        String manifest = engine.codec().write(new Manifest(backup.backup(), backup.body(), evidence));
        for (GroupRecord group : backup.body().groups()) {
            engine.groups().keep(group, manifest);
        }
        second.write(backup.backup(), backup.body().options(), manifest);
    }

    /**
     * Writes it anew after a hold, a try-out or a crash, which the catalog knows already: a failure is told, not fatal,
     * because only a catalog that is lost as well would miss it.
     */
    public void renew(BackupInProgress backup) {
        if (backup.backup().state() == Backup.State.COMPLETE) {
            rewrite(backup);
        }
    }

    /** Writes it anew under the id that a backup has now. What bore the former id is removed once the new one is there. */
    public void rename(Backup former, BackupInProgress backup) {
        if (rewrite(backup)) {
            second.remove(former, backup.body().options());
        }
    }

    private boolean rewrite(BackupInProgress backup) {
        try {
            Optional<Evidence> evidence =
                    engine.catalog().evidence(backup.backup().id());
            if (evidence.isPresent()) {
                write(backup, evidence.orElseThrow());
            }
            return evidence.isPresent();
        } catch (CatalogException | Failure e) {
            LOG.warn(
                    "the manifest of {} could not be renewed: {}",
                    backup.backup().id(),
                    e.getMessage());
            return false;
        }
    }
}
