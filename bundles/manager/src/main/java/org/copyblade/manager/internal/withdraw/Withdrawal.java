package org.copyblade.manager.internal.withdraw;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupSteps;
import org.copyblade.manager.internal.copies.SecureGroups;
import org.copyblade.manager.internal.copies.Taker;
import org.copyblade.manager.internal.copies.TargetLocks;
import org.copyblade.manager.internal.copies.WithdrawalsUnderWay;
import org.copyblade.manager.internal.manifest.SecondManifests;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.RunDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes copies off the storage. The catalog says first that a backup is no longer usable, then the recovery control of its
 * system forgets it, then the storage is touched.
 * Safe for many threads, not twice at once for one backup.
 */
public final class Withdrawal {

    private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);

    private static final Duration LIMIT = Duration.ofHours(1);

    private final Catalog catalog;
    private final GroupSteps groups;
    private final BodyCodec codec;
    private final TargetLocks targets;
    private final SecondManifests manifests;
    private final Registering registering;
    private final SecureGroups secure;
    private final WithdrawalsUnderWay underWay;

    public Withdrawal(Engine engine) {
        this.catalog = engine.catalog();
        this.groups = engine.groups();
        this.codec = engine.codec();
        this.targets = engine.targets();
        this.manifests = new SecondManifests(engine.codec());
        this.registering = new Registering(engine);
        this.secure = new SecureGroups(engine.groups());
        this.underWay = engine.withdrawals();
    }

    /** Reads a backup to work on it. */
    public BackupInProgress load(BackupId id) throws Failure {
        try {
            StoredBackup stored = catalog.backup(id)
                    .orElseThrow(() -> Failure.failed(ErrorCode.BACKUP_UNKNOWN, "there is no backup " + id));
            BackupBody body = codec.readBody(stored.body())
                    .orElseThrow(() ->
                            Failure.failed(ErrorCode.CATALOG_ALIEN, "the record of backup " + id + " cannot be read"));
            return new BackupInProgress(stored.backup(), body, codec);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /**
     * What withdrawing all copies of a backup would touch.
     *
     * @param left groups that the storage may hold something of
     * @param told whether the recovery control of its system may have to forget it first
     * @param manifests files outside of the copies
     */
    public record Outlook(List<GroupRecord> left, boolean told, List<Path> manifests) {
        public Outlook {
            left = List.copyOf(left);
            manifests = List.copyOf(manifests);
        }
    }

    /** Looks only; what {@link #withdraw(RunContext, BackupInProgress)} would touch. */
    public Outlook outlook(BackupInProgress backup) throws Failure {
        List<GroupRecord> left = leftOf(backup, group -> true);
        return new Outlook(
                left,
                !left.isEmpty() && registering.wasTold(backup),
                manifests.of(backup.backup(), backup.body().options()));
    }

    /** Goes on with what was given up but could not be withdrawn: before a crash, or while its blade was away. */
    public void withdrawGivenUp(RunContext run) {
        Set<BladeName> missed = new HashSet<>();
        try {
            for (BackupId id : catalog.leftovers(run.run().system())) {
                withdrawIfGivenUp(id, missed, run);
            }
        } catch (CatalogException e) {
            LOG.error("what {} has given up cannot be looked up: {}", run.run().system(), e.getMessage());
        }
    }

    /** @param missed blades that were waited for in vain: however many leftovers are theirs, nobody waits for them once more */
    private void withdrawIfGivenUp(BackupId id, Set<BladeName> missed, RunContext run) {
        try {
            BackupInProgress backup = load(id);
            endIfLeftBehind(run, backup);
            if (isGivenUp(backup.backup().state()) && !backup.isGoneOnWithOnly()) {
                Map<String, BladeFinding> kept = secure.known(backup, missed);
                kept.values().forEach(why -> run.found(stays(id, why)));
                withdrawBut(kept.keySet(), missed, run, backup);
            }
        } catch (Failure e) {
            // Reconciliation shows it until somebody can.
            LOG.error("the copies of {} could not be withdrawn: {}", id, e.getMessage());
        }
    }

    /** Writes down of a backup that its run has left behind that nobody can use it. */
    public void endIfLeftBehind(RunContext run, BackupInProgress backup) throws Failure {
        if (wasLeftBehind(backup.backup())) {
            backup.state(Backup.State.UNUSABLE, "its run ended while the catalog could not be written");
            run.commit(List.of(backup.saved()));
        }
    }

    private static Finding stays(BackupId id, BladeFinding why) {
        return new Finding(
                0,
                Finding.Severity.NOTE,
                id.toString(),
                "is given up, and its copy is left until it can be withdrawn: " + SecureGroups.words(why),
                "");
    }

    /** Whether the run that took it has ended and nobody could write down what became of the backup. */
    private boolean wasLeftBehind(Backup backup) throws Failure {
        if (backup.state() != Backup.State.RESERVED && backup.state() != Backup.State.RUNNING) {
            return false;
        }
        try {
            return Taker.of(backup, catalog)
                    .filter(taker -> taker.outcome().isPresent())
                    .isPresent();
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** Whether a backup in this state has no use for its copies; one that is LOST may come back. */
    public static boolean isGivenUp(Backup.State state) {
        return switch (state) {
            case FAILED, UNUSABLE, EXPIRED, OVERWRITTEN, DELETED -> true;
            case RESERVED, RUNNING, COMPLETE, LOST -> false;
        };
    }

    /** Withdraws all copies of a backup in progress. What one group refuses does not keep the others. */
    public void withdraw(RunContext run, BackupInProgress backup) throws Failure {
        withdrawBut(Set.of(), run, backup);
    }

    /**
     * Withdraws the copies of a backup, but these: new copies go on from them, and end them while they are prepared, or nobody
     * can end them yet. The recovery control forgets the whole backup.
     */
    void withdrawBut(Set<String> but, RunContext run, BackupInProgress backup) throws Failure {
        withdrawBut(but, new HashSet<>(), run, backup);
    }

    private void withdrawBut(Set<String> but, Set<BladeName> missed, RunContext run, BackupInProgress backup)
            throws Failure {
        List<GroupRecord> left = leftOf(backup, group -> true);
        Locks.Held held = targets.take(RunDesk.holder(run.id()), left);
        WithdrawalsUnderWay.UnderWay ours = underWay.begin(backup.backup().id(), run.id());
        try {
            if (!left.isEmpty()) {
                registering.deregister(run, backup);
            }
            withdrawGroups(run, backup, leftOf(backup, group -> !but.contains(group.group())), missed);
            manifests.remove(backup.backup(), backup.body().options());
        } finally {
            ours.close();
            held.close();
        }
    }

    /**
     * Whether all that is left of a backup that was given up is on storage of which nobody can tell until a person changes
     * something. What can be seen and is not withdrawn may be in the way of new copies.
     */
    boolean isOutOfSight(BackupInProgress backup, Set<String> but) {
        return isGivenUp(backup.backup().state())
                && leftOf(backup, group -> !but.contains(group.group())).stream()
                        .allMatch(this::isOutOfSight);
    }

    private boolean isOutOfSight(GroupRecord group) {
        try {
            groups.query(group);
            return false;
        } catch (Failure e) {
            return e.isLasting();
        }
    }

    /** Settles what new copies have taken over: the storage has nothing of it any more. The recovery control forgot it before. */
    void withdrawTakenOver(RunContext run, BackupInProgress backup) throws Failure {
        List<GroupRecord> left = leftOf(backup, group -> true);
        Locks.Held held = targets.take(RunDesk.holder(run.id()), left);
        WithdrawalsUnderWay.UnderWay ours = underWay.begin(backup.backup().id(), run.id());
        try {
            withdrawGroups(run, backup, left, new HashSet<>());
        } finally {
            ours.close();
            held.close();
        }
    }

    private static List<GroupRecord> leftOf(BackupInProgress backup, Predicate<GroupRecord> which) {
        return backup.body().groups().stream()
                .filter(GroupRecord::mayExist)
                .filter(which)
                .toList();
    }

    private void withdrawGroups(RunContext run, BackupInProgress backup, List<GroupRecord> left, Set<BladeName> missed)
            throws Failure {
        Failure first = null;
        for (GroupRecord group : left) {
            try {
                if (missed.contains(group.blade())) {
                    throw Failure.failed(
                            ErrorCode.BLADE_ABSENT,
                            "withdraw copy group " + group.group() + ": blade " + group.blade() + " is not there");
                }
                groups.withdraw(group, LIMIT, newer -> {
                    backup.group(newer);
                    run.commit(List.of(backup.saved()));
                });
            } catch (Failure e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
