package org.copyblade.manager.internal.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Reconciliation;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.backup.CopyDoubt;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.Manifest;
import org.copyblade.manager.internal.run.Failure;

/** Takes backups that the catalog has lost back from their manifests. Used by one thread. */
final class TakingBack {

    private final Engine engine;
    private final List<Reconciliation.Item> items;

    /**
     * For one reconciliation.
     *
     * @param items to which it adds what it finds
     */
    TakingBack(Engine engine, List<Reconciliation.Item> items) {
        this.engine = engine;
        this.items = items;
    }

    /** Takes back what belongs to a system of ours; what another manager on this host protects is left to it. */
    void takeBack(String text, String where, boolean repair, Set<String> systems) throws CatalogException, Failure {
        Optional<Manifest> manifest = engine.codec().readManifest(text);
        if (manifest.isEmpty()) {
            items.add(new Reconciliation.Item(where, "a copy whose manifest cannot be read", ""));
            return;
        }
        Backup lost = manifest.orElseThrow().backup();
        if (!systems.contains(lost.system())) {
            items.add(new Reconciliation.Item(
                    where, "backup " + lost.id() + " of " + lost.system() + ", which no profile here protects", ""));
            return;
        }
        Optional<String> other =
                engine.claims().other(manifest.orElseThrow().body().layout());
        if (other.isPresent()) {
            items.add(new Reconciliation.Item(
                    where,
                    "backup " + lost.id() + " of " + lost.system() + ", which another Copyblade protects: "
                            + other.orElseThrow(),
                    ""));
            return;
        }
        for (GroupRecord group : manifest.orElseThrow().body().groups()) {
            if (engine.catalog().backupOfGroup(group.group()).isPresent()) {
                return;
            }
            Optional<String> doubt = whyNotTaken(group);
            if (doubt.isPresent()) {
                items.add(new Reconciliation.Item(
                        where,
                        "the manifest of " + lost.id() + " of " + lost.system() + ": " + doubt.orElseThrow(),
                        ""));
                return;
            }
        }
        items.add(new Reconciliation.Item(
                where,
                "backup " + lost.id() + " of " + lost.system() + " is not in the catalog",
                "take it back from its manifest"));
        if (repair) {
            BackupId id = freeId(lost.id());
            Backup renamed = lost.withId(id);
            commit(List.of(
                    new Change.SaveBackup(new StoredBackup(
                            renamed, engine.codec().write(manifest.orElseThrow().body()), true)),
                    new Change.SaveEvidence(manifest.orElseThrow().evidence().withId(id))));
        }
    }

    /** The id it had, unless this catalog has given that to another backup. */
    private BackupId freeId(BackupId wanted) throws CatalogException {
        return engine.catalog().backup(wanted).isEmpty()
                ? wanted
                : BackupId.of(engine.catalog().next(Catalog.Counter.BACKUP));
    }

    private Optional<String> whyNotTaken(GroupRecord group) {
        try {
            return engine.groups().query(group).fold(new CopyDoubt(group.group()));
        } catch (Failure e) {
            return Optional.of("its storage cannot be asked: " + e.getMessage());
        }
    }

    private void commit(List<Change> changes) throws Failure {
        try {
            engine.catalog().commit(changes);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }
}
