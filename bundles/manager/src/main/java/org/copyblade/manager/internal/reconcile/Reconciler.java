package org.copyblade.manager.internal.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Reconciliation;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.manager.internal.backup.BackupInProgress;
import org.copyblade.manager.internal.backup.CopyDoubt;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.backup.GivingUp;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.Withdrawal;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.extract.OrderWithdrawal;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;

/** Compares catalog and storage, both ways, and puts right what it can explain. Safe for many threads. */
public final class Reconciler {

    private static final Duration LOOK = Duration.ofSeconds(60);

    private final Engine engine;
    private final BladeCalls blades;
    private final ProfileSource profiles;
    private final Withdrawal withdrawal;
    private final Leftovers leftovers;
    private final OrderWithdrawal orders;
    private final Supplier<Set<BackupId>> inUse;

    public Reconciler(
            Engine engine,
            BladeCalls blades,
            ProfileSource profiles,
            Withdrawal withdrawal,
            OrderWithdrawal orders,
            Supplier<Set<BackupId>> inUse) {
        this.engine = engine;
        this.blades = blades;
        this.profiles = profiles;
        this.withdrawal = withdrawal;
        this.leftovers = new Leftovers(engine, profiles, withdrawal);
        this.orders = orders;
        this.inUse = inUse;
    }

    public Reconciliation.Report reconcile(boolean repair) throws CopybladeException {
        List<Reconciliation.Item> items = new ArrayList<>();
        Set<BackupId> told = new HashSet<>();
        try {
            LeftOrders leftOrders = new LeftOrders(orders, repair, items);
            storageWithoutCatalog(repair, items, told, leftOrders);
            leftOrders.addThoseNotListed();
            catalogWithoutStorage(repair, items);
            leftovers.reconcile(repair, items, told);
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        } catch (Failure e) {
            throw e.asError();
        }
        return new Reconciliation.Report(items, repair);
    }

    private record Found(BladeName blade, FoundCopy copy) {}

    private void storageWithoutCatalog(
            boolean repair, List<Reconciliation.Item> items, Set<BackupId> told, LeftOrders leftOrders)
            throws CatalogException, Failure {
        List<BackupOptions> usable = profiles.usable();
        Set<String> systems = new HashSet<>();
        usable.forEach(options -> systems.add(options.system()));
        TakingBack takingBack = new TakingBack(engine, withdrawal, repair, systems, items);
        LostManifests lost = new LostManifests(engine, systems, takingBack, items);
        PairOwners owners = new PairOwners(engine, withdrawal, systems);
        Set<String> seen = new HashSet<>();
        for (BackupOptions options : usable) {
            for (BladeName blade : bladesOf(options)) {
                for (FoundCopy copy : list(blade, options, items)) {
                    if (seen.add(blade.technology() + " " + copy.where())) {
                        judge(new Found(blade, copy), owners, repair, items, told, lost, leftOrders);
                    }
                }
            }
        }
        Set<String> directories = new TreeSet<>();
        usable.forEach(options -> options.manifestDirectory().ifPresent(directories::add));
        lost.takeBack(directories);
    }

    private static Set<BladeName> bladesOf(BackupOptions options) {
        Set<BladeName> names = new HashSet<>();
        options.blades().forEach(name -> names.add(BladeName.parse(name)));
        options.bladeOfDataSet().values().forEach(name -> names.add(BladeName.parse(name)));
        return names;
    }

    private List<FoundCopy> list(BladeName blade, BackupOptions options, List<Reconciliation.Item> items) {
        try {
            return blades.call(
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

    private void judge(
            Found found,
            PairOwners owners,
            boolean repair,
            List<Reconciliation.Item> items,
            Set<BackupId> told,
            LostManifests lost,
            LeftOrders leftOrders)
            throws CatalogException, Failure {
        String where = found.copy().where();
        Optional<String> id = found.copy().group().map(CopyGroupId::value);
        if (id.isEmpty()) {
            id = owners.groupOf(found.blade(), found.copy());
        }
        if (id.isEmpty()) {
            if (found.copy().manifest().isPresent()) {
                lost.add(found.copy().manifest().orElseThrow(), where);
            } else {
                items.add(new Reconciliation.Item(where, "a copy that bears no id of ours", ""));
            }
            return;
        }
        String group = id.orElseThrow();
        Optional<BackupId> owner = engine.catalog().backupOfGroup(group);
        if (owner.isEmpty()) {
            Optional<StoredOrder> order = engine.catalog().order(group);
            if (order.isPresent()) {
                leftOrders.found(where, order.orElseThrow());
                return;
            }
            lost.add(group, found.copy());
            return;
        }
        BackupInProgress backup = withdrawal.load(owner.orElseThrow());
        if (!inUse.get().contains(owner.orElseThrow()) && !leftovers.isBeingTaken(backup.backup())) {
            told.add(owner.orElseThrow());
            known(where, backup, group, repair, items);
        }
    }

    private void known(
            String where, BackupInProgress backup, String group, boolean repair, List<Reconciliation.Item> items)
            throws Failure {
        Backup known = backup.backup();
        switch (known.state()) {
            case COMPLETE -> {}
            case LOST -> {
                items.add(new Reconciliation.Item(
                        where, "backup " + known.id() + " was lost and is there again", "call it COMPLETE again"));
                if (repair) {
                    found(known.id());
                }
            }
            case RESERVED, RUNNING, FAILED, UNUSABLE, EXPIRED, OVERWRITTEN, DELETED -> {
                items.add(new Reconciliation.Item(
                        where, "a leftover of " + known.id() + ", which is " + known.state(), "withdraw it"));
                if (repair) {
                    leftovers.withdraw(backup, group);
                }
            }
        }
    }

    /** A backup whose storage was away, not gone: usable again once all of its groups are there. */
    private void found(BackupId id) throws Failure {
        for (GroupRecord group : withdrawal.load(id).body().groups()) {
            if (engine.groups().query(group).fold(new CopyDoubt(group.group())).isPresent()) {
                return;
            }
        }
        become(id, Backup.State.LOST, Backup.State.COMPLETE, "");
    }

    /** Under its lock and only if it is still what it was: meanwhile somebody may have deleted, held or overwritten it. */
    private void become(BackupId id, Backup.State from, Backup.State to, String reason) throws Failure {
        Locks.Held lock = GivingUp.lock(engine, id, "a reconciliation of backup " + id);
        try {
            BackupInProgress backup = withdrawal.load(id);
            if (backup.backup().state() == from && !inUse.get().contains(id)) {
                backup.state(to, reason);
                commit(List.of(backup.saved()));
            }
        } finally {
            lock.close();
        }
    }

    private void catalogWithoutStorage(boolean repair, List<Reconciliation.Item> items)
            throws CatalogException, Failure {
        new UsableBackups(engine.catalog()).each(backup -> {
            Optional<String> gone =
                    inUse.get().contains(backup.id()) ? Optional.empty() : whyGone(withdrawal.load(backup.id()));
            if (gone.isPresent()) {
                items.add(new Reconciliation.Item(backup.id().value(), gone.orElseThrow(), "mark it lost"));
                if (repair) {
                    become(backup.id(), Backup.State.COMPLETE, Backup.State.LOST, gone.orElseThrow());
                }
            }
        });
    }

    private Optional<String> whyGone(BackupInProgress backup) {
        for (GroupRecord group : backup.body().groups()) {
            Optional<String> gone = whyGone(group);
            if (gone.isPresent()) {
                return gone;
            }
        }
        return Optional.empty();
    }

    private Optional<String> whyGone(GroupRecord group) {
        try {
            return engine.groups().query(group).fold(new CopyDoubt(group.group()));
        } catch (Failure e) {
            // A blade that cannot be asked proves nothing.
            return Optional.empty();
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
