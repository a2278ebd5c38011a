package org.copyblade.manager.internal.manifest;

import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Evidence;
import org.copyblade.api.Finding;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.Manifest;
import org.copyblade.manager.internal.plan.Rebuilding;
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

    /**
     * Writes it.
     *
     * @return that it is not in the second directory; a blade that cannot keep it fails
     */
    public Optional<Finding> write(BackupInProgress backup, Evidence evidence) throws Failure {
        String manifest = engine.codec().write(new Manifest(backup.backup(), backup.body(), evidence));
        for (GroupRecord group : backup.body().groups()) {
            engine.groups().keep(group, manifest);
        }
        return second.write(backup.backup(), backup.body().options(), manifest);
    }

    /**
     * Writes it anew after a hold, a try-out or a crash, which the catalog knows already: a failure is told, not fatal,
     * because only a catalog that is lost as well would miss it.
     *
     * @return what failed
     */
    public Optional<Finding> renew(BackupInProgress backup) {
        return backup.backup().state() == Backup.State.COMPLETE ? rewrite(backup) : Optional.empty();
    }

    /** Writes it anew under the id that a backup has now. What bore the former id is removed once the new one is there. */
    public void rename(Backup former, BackupInProgress backup) {
        if (rewrite(backup).isEmpty()) {
            second.remove(former, backup.body().options());
        }
    }

    private Optional<Finding> rewrite(BackupInProgress backup) {
        BackupId id = backup.backup().id();
        try {
            Optional<Evidence> evidence = engine.catalog().evidence(id);
            return evidence.isPresent()
                    ? write(backup, evidence.orElseThrow())
                    : Optional.of(Rebuilding.notWritten(id, "anew", "the catalog has no evidence of it"));
        } catch (CatalogException | Failure e) {
            LOG.warn("the manifest of {} could not be renewed: {}", id, e.getMessage());
            return Optional.of(Rebuilding.notWritten(id, "anew", e.getMessage()));
        }
    }
}
