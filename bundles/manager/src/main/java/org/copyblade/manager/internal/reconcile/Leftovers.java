package org.copyblade.manager.internal.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Reconciliation;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.backup.BackupInProgress;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.Taker;
import org.copyblade.manager.internal.backup.Withdrawal;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;

/** Copies of backups that nobody can use any more. Safe for many threads. */
final class Leftovers {

    private final Engine engine;
    private final ProfileSource profiles;
    private final Withdrawal withdrawal;

    Leftovers(Engine engine, ProfileSource profiles, Withdrawal withdrawal) {
        this.engine = engine;
        this.profiles = profiles;
        this.withdrawal = withdrawal;
    }

    /** What no list of a blade has shown, because its place is in no profile any more or its blade could not be asked. */
    void reconcile(boolean repair, List<Reconciliation.Item> items, Set<BackupId> told)
            throws CatalogException, Failure {
        Set<String> systems = new TreeSet<>();
        engine.systemRegistry()
                .present()
                .forEach(present -> systems.add(present.key().name()));
        profiles.usable().forEach(options -> systems.add(options.system()));
        for (String system : systems) {
            for (BackupId id : engine.catalog().leftovers(system)) {
                BackupInProgress backup = withdrawal.load(id);
                if (!told.contains(id)
                        && Withdrawal.isGivenUp(backup.backup().state())
                        && !isBeingTaken(backup.backup())) {
                    leftover(backup, repair, items);
                }
            }
        }
    }

    private void leftover(BackupInProgress backup, boolean repair, List<Reconciliation.Item> items) {
        for (GroupRecord group : backup.body().groups()) {
            if (!group.mayExist()) {
                continue;
            }
            String what = "copies of " + backup.backup().id() + ", which is "
                    + backup.backup().state() + ", may be left";
            try {
                if (repair) {
                    withdraw(backup, group.group());
                }
                items.add(new Reconciliation.Item("copy group " + group.group(), what, "withdraw it"));
            } catch (Failure e) {
                items.add(new Reconciliation.Item("copy group " + group.group(), what + ": " + e.getMessage(), ""));
            }
        }
    }

    /** An undo copy is taken by a run that works on another backup: the run that takes it is not over. */
    boolean isBeingTaken(Backup backup) throws CatalogException {
        return Taker.of(backup, engine.catalog())
                .filter(run -> run.outcome().isEmpty())
                .isPresent();
    }

    void withdraw(BackupInProgress backup, String group) throws Failure {
        GroupRecord known = backup.group(group);
        GroupRecord leftover =
                known.state() == GroupRecord.State.WITHDRAWN ? known.with(GroupRecord.State.ESTABLISHING) : known;
        engine.groups().withdraw(leftover, Duration.ofHours(1), newer -> {
            backup.group(newer);
            commit(backup);
        });
    }

    private void commit(BackupInProgress backup) throws Failure {
        try {
            engine.catalog().commit(List.of(backup.saved()));
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }
}
