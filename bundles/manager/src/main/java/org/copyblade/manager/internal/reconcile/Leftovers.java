package org.copyblade.manager.internal.reconcile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Reconciliation;
import org.copyblade.api.Run;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.Taker;
import org.copyblade.manager.internal.copies.UndoCopies;
import org.copyblade.manager.internal.restore.WayOut;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of backups that nobody can use any more. Used for one reconciliation, by one thread. */
final class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final String COPIED_BACK = ": it is still being copied back onto its sources";

    private final Reconciler.Parts parts;
    private final Optional<Repair> repair;
    private final List<Reconciliation.Item> items;
    private final Map<BackupId, Map<String, String>> found = new LinkedHashMap<>();

    /**
     * For one reconciliation.
     *
     * @param repair withdraws them; empty: they are only told
     * @param items to which it adds what it finds
     */
    Leftovers(Reconciler.Parts parts, Optional<Repair> repair, List<Reconciliation.Item> items) {
        this.parts = parts;
        this.repair = repair;
        this.items = items;
    }

    /** A copy that a blade has shown. */
    void found(String where, BackupId backup, String group) {
        found.computeIfAbsent(backup, unused -> new LinkedHashMap<>()).put(group, where);
    }

    /** What was found, and what no list of a blade has shown: its place is in no profile any more, or its blade did not answer. */
    void reconcile() throws CatalogException, Failure {
        for (Map.Entry<BackupId, Map<String, String>> one : found.entrySet()) {
            BackupInProgress backup = parts.backups().load(one.getKey());
            String what = leftover(one.getKey(), backup.backup().state().toString());
            if (isStillCopiedBack(backup)) {
                stays(what + COPIED_BACK, one.getValue());
            } else {
                tell(backup.backup(), what, one.getValue());
            }
        }
        for (String system : systems()) {
            for (BackupId id : parts.engine().catalog().leftovers(system)) {
                if (found.containsKey(id)) {
                    continue;
                }
                BackupInProgress backup = parts.backups().load(id);
                if (Withdrawal.isGivenUp(backup.backup().state()) && !isBeingTaken(backup.backup())) {
                    notShown(backup);
                }
            }
        }
    }

    private Set<String> systems() {
        Set<String> systems = new TreeSet<>();
        parts.engine()
                .systemRegistry()
                .present()
                .forEach(present -> systems.add(present.key().name()));
        parts.profiles().usable().forEach(options -> systems.add(options.system()));
        return systems;
    }

    private void notShown(BackupInProgress backup) throws CatalogException, Failure {
        Map<String, String> places = new LinkedHashMap<>();
        backup.body().groups().stream()
                .filter(GroupRecord::mayExist)
                .forEach(group -> places.put(group.group(), "copy group " + group.group()));
        BackupId id = backup.backup().id();
        String state = backup.backup().state().toString();
        if (isStillCopiedBack(backup)) {
            stays(leftover(id, state) + COPIED_BACK, places);
        } else {
            tell(backup.backup(), "copies of " + id + ", which is " + state + ", may be left", places);
        }
    }

    private static String leftover(BackupId id, String state) {
        return "a leftover of " + id + ", which is " + state;
    }

    /** Nobody can withdraw it before, and a later run of its system does. Where nobody can tell, its withdrawal will. */
    private boolean isStillCopiedBack(BackupInProgress backup) {
        return backup.body().groups().stream().anyMatch(this::isStillCopiedBack);
    }

    private boolean isStillCopiedBack(GroupRecord group) {
        try {
            return isPresent(group.blade()) && parts.engine().groups().isStillCopiedBack(group);
        } catch (Failure e) {
            LOG.warn("nobody can tell whether copy group {} is still copied back: {}", group.group(), e.getMessage());
            return false;
        }
    }

    private boolean isPresent(BladeName blade) {
        return parts.engine().bladeRegistry().present().stream()
                .anyMatch(present -> present.key().name().equals(blade));
    }

    private void stays(String what, Map<String, String> places) {
        places.values().forEach(where -> items.add(new Reconciliation.Item(where, what, "")));
    }

    private void tell(Backup backup, String what, Map<String, String> places) throws CatalogException {
        Optional<String> why = repair.flatMap(runs -> runs.withdraw(backup.id(), places.keySet()));
        Optional<String> goingOn = goingOn(backup);
        String text = why.map(refused -> what + ": " + refused).orElse(what)
                + goingOn.map(way -> "; run " + way).orElse("");
        String action = goingOn.isPresent() ? "withdraw it, if its system was put right by somebody" : "withdraw it";
        places.values()
                .forEach(where -> items.add(new Reconciliation.Item(where, text, why.isPresent() ? "" : action)));
    }

    /** What makes it a backup again, or another one take its place, while a restore of it is half done. */
    private Optional<String> goingOn(Backup backup) throws CatalogException {
        Run halfDone =
                new UndoCopies(parts.engine().catalog()).needed(backup.system()).get(backup.id());
        return halfDone == null
                ? Optional.empty()
                : Optional.of(WayOut.of(parts.engine().catalog(), halfDone));
    }

    /** An undo copy is taken by a run that works on another backup: the run that takes it is not over. */
    boolean isBeingTaken(Backup backup) throws CatalogException {
        return Taker.of(backup, parts.engine().catalog())
                .filter(run -> run.outcome().isEmpty())
                .isPresent();
    }
}
