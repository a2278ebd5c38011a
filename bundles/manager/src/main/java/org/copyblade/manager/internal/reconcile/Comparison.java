package org.copyblade.manager.internal.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Reconciliation;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.CopyDoubt;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;

/** One look at catalog and storage, both ways. Used once, by one thread. */
final class Comparison {

    private static final Duration LOOK = Duration.ofSeconds(60);

    private final Reconciler.Parts parts;
    private final Catalog catalog;
    private final Optional<Repair> repair;
    private final List<BackupOptions> profiles;
    private final List<Reconciliation.Item> items = new ArrayList<>();
    private final Leftovers leftovers;
    private final LeftOrders leftOrders;
    private final LostManifests lost;
    private final PairOwners owners;

    /** @param repair puts right what is found; empty: it is only told */
    Comparison(Reconciler.Parts parts, Optional<Repair> repair) {
        this.parts = parts;
        this.catalog = parts.engine().catalog();
        this.repair = repair;
        this.profiles = parts.profiles().usable();
        Set<String> systems = new HashSet<>();
        profiles.forEach(options -> systems.add(options.system()));
        this.leftovers = new Leftovers(parts, repair, items);
        this.leftOrders = new LeftOrders(parts.orders(), repair.isPresent(), items);
        TakingBack takingBack = new TakingBack(parts.engine(), parts.backups(), repair.isPresent(), systems, items);
        this.lost = new LostManifests(parts.engine(), systems, takingBack, items);
        this.owners = new PairOwners(parts.engine(), parts.backups(), systems);
    }

    List<Reconciliation.Item> items() throws CatalogException, Failure {
        storageWithoutCatalog();
        leftOrders.addThoseNotListed();
        catalogWithoutStorage();
        leftovers.reconcile();
        return items;
    }

    private void storageWithoutCatalog() throws CatalogException, Failure {
        Set<String> seen = new HashSet<>();
        Set<String> directories = new TreeSet<>();
        for (BackupOptions options : profiles) {
            for (BladeName blade : bladesOf(options)) {
                for (FoundCopy copy : list(blade, options)) {
                    if (seen.add(blade.technology() + " " + copy.where())) {
                        judge(blade, copy);
                    }
                }
            }
            options.manifestDirectory().ifPresent(directories::add);
        }
        lost.takeBack(directories);
    }

    private static Set<BladeName> bladesOf(BackupOptions options) {
        Set<BladeName> names = new HashSet<>();
        options.blades().forEach(name -> names.add(BladeName.parse(name)));
        options.bladeOfDataSet().values().forEach(name -> names.add(BladeName.parse(name)));
        return names;
    }

    private List<FoundCopy> list(BladeName blade, BackupOptions options) {
        try {
            return parts.blades()
                    .call(
                            blade,
                            "list the copies of blade " + blade,
                            LOOK,
                            Interest.ALWAYS,
                            (service, call) -> service.list(options.policy(BladeName.of(service.info())), call));
        } catch (Failure e) {
            items.add(new Reconciliation.Item(blade.toString(), "cannot be asked: " + e.getMessage(), ""));
            return List.of();
        }
    }

    private void judge(BladeName blade, FoundCopy copy) throws CatalogException, Failure {
        Optional<String> id = copy.group().map(CopyGroupId::value);
        if (id.isEmpty()) {
            id = owners.groupOf(blade, copy);
        }
        if (id.isPresent()) {
            judge(id.orElseThrow(), copy);
        } else if (copy.manifest().isPresent()) {
            lost.add(copy.manifest().orElseThrow(), copy.where());
        } else {
            items.add(new Reconciliation.Item(copy.where(), "a copy that bears no id of ours", ""));
        }
    }

    private void judge(String group, FoundCopy copy) throws CatalogException, Failure {
        Optional<BackupId> owner = catalog.backupOfGroup(group);
        if (owner.isEmpty()) {
            Optional<StoredOrder> order = catalog.order(group);
            if (order.isPresent()) {
                leftOrders.found(copy.where(), order.orElseThrow());
            } else {
                lost.add(group, copy);
            }
            return;
        }
        BackupInProgress backup = parts.backups().load(owner.orElseThrow());
        if (!isInUse(owner.orElseThrow()) && !leftovers.isBeingTaken(backup.backup())) {
            known(copy.where(), backup.backup(), group);
        }
    }

    private boolean isInUse(BackupId id) {
        return parts.inUse().get().contains(id);
    }

    private void known(String where, Backup known, String group) throws Failure {
        switch (known.state()) {
            case COMPLETE -> {}
            case LOST -> {
                items.add(new Reconciliation.Item(
                        where, "backup " + known.id() + " was lost and is there again", "call it COMPLETE again"));
                if (repair.isPresent()) {
                    repair.orElseThrow().found(known.id());
                }
            }
            case RESERVED, RUNNING, FAILED, UNUSABLE, EXPIRED, OVERWRITTEN, DELETED ->
                leftovers.found(where, known.id(), group);
        }
    }

    private void catalogWithoutStorage() throws CatalogException, Failure {
        new UsableBackups(catalog).each(backup -> {
            Optional<String> gone = isInUse(backup.id())
                    ? Optional.empty()
                    : whyGone(parts.backups().load(backup.id()));
            if (gone.isPresent()) {
                items.add(new Reconciliation.Item(backup.id().value(), gone.orElseThrow(), "mark it lost"));
                if (repair.isPresent()) {
                    repair.orElseThrow().lost(backup.id(), gone.orElseThrow());
                }
            }
        });
    }

    private Optional<String> whyGone(BackupInProgress backup) {
        for (GroupRecord group : backup.body().groups()) {
            Optional<String> gone = whyGone(backup.backup().id(), group);
            if (gone.isPresent()) {
                return gone;
            }
        }
        return Optional.empty();
    }

    private Optional<String> whyGone(BackupId backup, GroupRecord group) {
        try {
            return parts.engine().groups().query(group).fold(new CopyDoubt(group.group()));
        } catch (Failure e) {
            // A blade that cannot be asked proves nothing; what only a person can change is told.
            if (e.isLasting()) {
                items.add(new Reconciliation.Item(
                        backup.value(),
                        "nobody can tell whether it is there: " + e.getMessage() + "; " + e.hint(),
                        ""));
            }
            return Optional.empty();
        }
    }
}
