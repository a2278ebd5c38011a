package org.copyblade.manager.internal.restore;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.plan.Check;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.copyblade.system.spi.Deregistrar;

/** Says what a deletion would withdraw and what would be lost with it. Changes nothing. Safe for many threads. */
final class DeletePlanning {

    /** Backups that a plan names at most, the newest. */
    private static final int OTHERS = 100;

    private final Engine engine;
    private final Withdrawal withdrawal;
    private final ProfileSource profiles;
    private final Clock clock;

    DeletePlanning(Engine engine, Withdrawal withdrawal, ProfileSource profiles, Clock clock) {
        this.engine = engine;
        this.withdrawal = withdrawal;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** The steps in the order of {@link DeleteRun}. */
    DeletePlan plan(BackupInProgress stored) throws Failure {
        Backup backup = stored.backup();
        Withdrawal.Outlook outlook = withdrawal.outlook(stored);
        List<String> steps = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        if (backup.state() == Backup.State.COMPLETE) {
            steps.add("write down that backup " + backup.id()
                    + " is DELETED; its record, its evidence and the journal of its run stay in the catalog");
        }
        if (outlook.told()) {
            forget(backup, steps, findings);
        }
        for (GroupRecord group : outlook.left()) {
            withdraw(group, steps, findings);
        }
        outlook.manifests().forEach(file -> steps.add("remove its manifest " + file));
        return new DeletePlan(backup.id(), backup.system(), steps, lost(stored), others(backup), findings);
    }

    private void forget(Backup backup, List<String> steps, List<Finding> findings) throws Failure {
        String control = "the recovery control of " + backup.system();
        try {
            if (engine.systems().can(backup.system(), Deregistrar.class)) {
                steps.add("take backup " + backup.id() + " out of " + control);
            } else {
                findings.add(new Finding(
                        Check.SYSTEM_SAYS.number(),
                        Finding.Severity.WARNING,
                        backup.id().value(),
                        "would still be named by " + control + ", for the adapter cannot take it out",
                        "take it out of the recovery control by hand, before anybody recovers from it"));
            }
        } catch (Failure e) {
            findings.add(later(
                    e, backup.id().value(), "would keep its copies until " + control + " can be told to forget it"));
        }
    }

    private void withdraw(GroupRecord group, List<String> steps, List<Finding> findings) throws Failure {
        String subject = "copy group " + group.group();
        try {
            CopyState state = engine.groups().query(group);
            if (state instanceof CopyState.Absent) {
                steps.add("settle " + subject + " of blade " + group.blade()
                        + ", of which the storage has nothing any more");
                return;
            }
            if (group.state() == GroupRecord.State.USED_UP && state instanceof CopyState.Restoring) {
                findings.add(new Finding(
                        0,
                        Finding.Severity.WARNING,
                        subject,
                        "is still being copied back onto its sources, and stays until that has ended",
                        "repeat the command then; a later run of the system withdraws it as well"));
            }
        } catch (Failure e) {
            findings.add(later(e, subject, "would stay until its blade can withdraw it"));
        }
        for (GroupRecord.MemberRecord member : group.members()) {
            String target = member.target().isEmpty() ? "the copy" : member.target() + ", the copy";
            steps.add("withdraw " + target + " of " + member.member().source() + ", by blade " + group.blade());
        }
    }

    /** Something that cannot be done or told now, for which a deletion is not refused: a later run goes on with it. */
    private static Finding later(Failure why, String subject, String what) throws Failure {
        if (why.isStopping()) {
            throw why;
        }
        return new Finding(
                0, Finding.Severity.WARNING, subject, what + ", in a later run: " + why.getMessage(), why.hint());
    }

    private List<String> lost(BackupInProgress stored) {
        Backup backup = stored.backup();
        List<String> lost = new ArrayList<>();
        if (backup.state() != Backup.State.COMPLETE) {
            return lost;
        }
        backup.pointInTime()
                .ifPresent(at -> lost.add(backup.system() + " as it was at " + Moments.shown(at) + " ("
                        + Losses.ago(at, clock.instant()) + ")"));
        if (backup.profile().equals(BackupOptions.undoProfile(backup.system()))) {
            lost.add("the state from before run " + backup.run() + ", which cannot be undone any more");
        } else if (isGoneOnFrom(stored)) {
            lost.add("what the next incremental backup in generation " + backup.generation()
                    + " would go on from: it copies everything once");
        }
        return lost;
    }

    private boolean isGoneOnFrom(BackupInProgress stored) {
        Optional<BackupOptions> options = optionsNow(stored.backup().profile());
        return options.isPresent()
                && stored.body().groups().stream()
                        .filter(group -> group.state() == GroupRecord.State.ESTABLISHED)
                        .anyMatch(group ->
                                options.orElseThrow().policy(group.blade()).incremental() == Incremental.YES);
    }

    private Optional<BackupOptions> optionsNow(String profile) {
        try {
            return Optional.of(profiles.options(profile, Map.of()));
        } catch (CopybladeException e) {
            // One that is gone or refused takes no next backup.
            return Optional.empty();
        }
    }

    private List<BackupId> others(Backup backup) throws Failure {
        try {
            return engine.catalog().good(backup.system(), OTHERS + 1).stream()
                    .map(Backup::id)
                    .filter(id -> !id.equals(backup.id()))
                    .limit(OTHERS)
                    .toList();
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }
}
