package org.copyblade.manager.internal.reconcile;

import java.util.ArrayList;
import java.util.HashSet;
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
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.CopyDoubt;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.Manifest;
import org.copyblade.manager.internal.manifest.ManifestWriter;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.withdraw.Withdrawal;

/** Takes backups that the catalog has lost back from their manifests. Used for one reconciliation, by one thread. */
final class TakingBack {

    private final Engine engine;
    private final Withdrawal backups;
    private final boolean repair;
    private final Set<String> systems;
    private final List<Reconciliation.Item> items;
    private final Set<String> told = new HashSet<>();
    private final List<Manifest> numberTaken = new ArrayList<>();

    /**
     * For one reconciliation.
     *
     * @param repair whether to do it, not only tell
     * @param systems of ours: what another manager on this host protects is left to it
     * @param items to which it adds what it finds
     */
    TakingBack(
            Engine engine, Withdrawal backups, boolean repair, Set<String> systems, List<Reconciliation.Item> items) {
        this.engine = engine;
        this.backups = backups;
        this.repair = repair;
        this.systems = systems;
        this.items = items;
    }

    /** Takes back what the text of a manifest says, if it can be read. */
    void takeBack(String text, String where) throws CatalogException, Failure {
        Optional<Manifest> manifest = engine.codec().readManifest(text);
        if (manifest.isEmpty()) {
            items.add(new Reconciliation.Item(where, "a copy whose manifest cannot be read", ""));
        } else {
            takeBack(manifest.orElseThrow(), where);
        }
    }

    /** Takes a backup back, unless the catalog knows it or there is a reason not to. Told once, however many manifests it has. */
    void takeBack(Manifest manifest, String where) throws CatalogException, Failure {
        List<GroupRecord> groups = manifest.body().groups();
        for (GroupRecord group : groups) {
            if (told.contains(group.group())
                    || engine.catalog().backupOfGroup(group.group()).isPresent()) {
                return;
            }
        }
        groups.forEach(group -> told.add(group.group()));
        Backup lost = manifest.backup();
        Optional<String> obstacle = obstacle(manifest);
        if (obstacle.isPresent()) {
            items.add(new Reconciliation.Item(where, obstacle.orElseThrow(), ""));
            return;
        }
        items.add(new Reconciliation.Item(
                where,
                "backup " + lost.id() + " of " + lost.system() + " is not in the catalog",
                "take it back from its manifest"));
        if (!repair) {
            return;
        }
        if (!engine.catalog().takeBack(stored(manifest, lost.id()), manifest.evidence())) {
            numberTaken.add(manifest);
        }
    }

    /**
     * Takes back those whose number this catalog has given to another backup. They come last, so that none of them gets the
     * number of one that can have its own.
     */
    void takeBackTheRest() throws CatalogException, Failure {
        for (Manifest manifest : numberTaken) {
            BackupId id = BackupId.of(engine.catalog().next(Catalog.Counter.BACKUP));
            commit(List.of(
                    new Change.SaveBackup(stored(manifest, id)),
                    new Change.SaveEvidence(manifest.evidence().withId(id))));
            new ManifestWriter(engine).rename(manifest.backup(), backups.load(id));
        }
    }

    private Optional<String> obstacle(Manifest manifest) {
        Backup lost = manifest.backup();
        String backup = "backup " + lost.id() + " of " + lost.system();
        if (!systems.contains(lost.system())) {
            return Optional.of(backup + ", which no profile here protects");
        }
        Optional<String> other = engine.claims().other(manifest.body().layout());
        if (other.isPresent()) {
            return Optional.of(backup + ", which another Copyblade protects: " + other.orElseThrow());
        }
        for (GroupRecord group : manifest.body().groups()) {
            Optional<String> doubt = whyNotTaken(group);
            if (doubt.isPresent()) {
                return Optional.of(
                        "the manifest of " + lost.id() + " of " + lost.system() + ": " + doubt.orElseThrow());
            }
        }
        return Optional.empty();
    }

    private StoredBackup stored(Manifest manifest, BackupId id) {
        BackupId former = manifest.backup().id();
        BackupBody body = id.equals(former) ? manifest.body() : manifest.body().withFormerId(former);
        return new StoredBackup(manifest.backup().withId(id), engine.codec().write(body), true);
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
