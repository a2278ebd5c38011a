package org.copyblade.manager.internal.restore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.withdraw.Withdrawal;

/**
 * Copies that a restore of another backup has left in the middle, and that the storage may not let another restore pass by:
 * targets that follow their sources, or that are used up in part. They are brought into a state that is defined before
 * anything else is copied back. Where it is certain that the system has not run since, a copy back that keeps its copy is done
 * to its end, and the backup is whole again; else, and where its storage refuses that for good, the copies are withdrawn. What it
 * refuses only for now may be done by another run.
 */
final class LeftBehind {

    /** Without any progress. */
    private static final Duration LIMIT = Duration.ofHours(12);

    private final BackupInProgress left;
    private boolean followed;

    private LeftBehind(BackupInProgress left) {
        this.left = left;
    }

    /** What the restore that is half done has left, if it was of another backup than this one. */
    static Optional<LeftBehind> of(Withdrawal backups, Saving saving, BackupId restored) throws Failure {
        Optional<BackupId> other = saving.halfDone().filter(id -> !id.equals(restored));
        if (other.isEmpty()) {
            return Optional.empty();
        }
        BackupInProgress left = backups.load(other.orElseThrow());
        boolean inTheMiddle = left.backup().state() == Backup.State.UNUSABLE || isUsedUpInPart(left);
        boolean inTheWay = inTheMiddle && left.body().groups().stream().anyMatch(GroupRecord::mayExist);
        return inTheWay ? Optional.of(new LeftBehind(left)) : Optional.empty();
    }

    private static boolean isUsedUpInPart(BackupInProgress left) {
        return left.backup().state() == Backup.State.COMPLETE
                && left.body().groups().stream().anyMatch(GroupRecord::mayBeUsedUpInPart);
    }

    BackupId id() {
        return left.backup().id();
    }

    /** Whose findings of a restore count only once this is done. */
    Set<BladeName> blades() {
        return left.body().groups().stream()
                .filter(GroupRecord::mayExist)
                .map(GroupRecord::blade)
                .collect(Collectors.toSet());
    }

    /** For the plan of another restore. */
    List<String> steps() {
        return left.body().groups().stream()
                .filter(GroupRecord::mayExist)
                .map(group -> left.isGoneOnWithOnly()
                        ? "end the copy back of copy group " + group.group() + " of backup " + id() + " by blade "
                                + group.blade() + ", or withdraw it if that fails or "
                                + left.backup().system()
                                + " may have run since"
                        : "withdraw copy group " + group.group() + " of backup " + id() + " by blade " + group.blade())
                .toList();
    }

    /** For the plan of another restore; empty: nothing that is not lost already. */
    Optional<String> lost() {
        if (isUsedUpInPart(left)) {
            return Optional.of("backup " + id() + " itself, which was used up in part when it was copied back");
        }
        return left.isGoneOnWithOnly()
                ? Optional.of("backup " + id() + " itself, unless it is certain that "
                        + left.backup().system()
                        + " has not run since it was copied back in part, and its copy back can be ended")
                : Optional.empty();
    }

    /**
     * Brings it into a state that is defined; the system is stopped. May be repeated. What cannot be withdrawn is told: the
     * blades say afterwards whether it is in the way.
     */
    void end(RunContext run, Engine engine, Withdrawal backups, Power power) throws Failure {
        RanMeanwhile ranMeanwhile = new RanMeanwhile(power, engine.groups(), left);
        String why = left.backup().system() + " may have run on those";
        if (left.isGoneOnWithOnly() && ranMeanwhile.hasStayedDown(run)) {
            Optional<Failure> failed = toItsEnd(run, engine, ranMeanwhile);
            if (failed.isEmpty()) {
                return;
            }
            why = "its copy back could not be ended: " + failed.orElseThrow().getMessage();
        }
        giveUp(run, why);
        run.message("withdrawing what is left of backup " + id());
        try {
            backups.withdraw(run, left);
        } catch (Failure e) {
            if (e.isStopping()) {
                throw e;
            }
            run.found(new Finding(
                    0,
                    Finding.Severity.NOTE,
                    id().toString(),
                    "is not withdrawn yet: " + e.getMessage(),
                    "run slb:reconcile --repair later"));
        }
    }

    /** @param why a copy back that could be gone on with is not */
    private void giveUp(RunContext run, String why) throws Failure {
        if (left.isGoneOnWithOnly()) {
            left.state(Backup.State.UNUSABLE, "its targets followed their sources, and " + why);
        } else if (isUsedUpInPart(left)) {
            left.state(
                    Backup.State.UNUSABLE,
                    "it was used up in part by a restore, and run " + run.run().id() + " came instead of its end");
        } else {
            return;
        }
        List<GroupRecord> groups = left.body().groups();
        groups.forEach(group -> left.group(group.leftHalfBack()));
        run.commit(List.of(left.saved()));
    }

    /** Answers why it is not done: what stays undone however often it is asked for would keep every other backup away. */
    private Optional<Failure> toItsEnd(RunContext run, Engine engine, RanMeanwhile ranMeanwhile) throws Failure {
        HalfBack halfBack = new HalfBack(engine.groups());
        Interest interest = new Interest(() -> false, run::percent);
        for (GroupRecord group : left.body().groups()) {
            if (group.isHalfBack() && halfBack.doubt(group).isPresent()) {
                run.message("ending the copy back of group " + group.group() + " of backup " + id());
                try {
                    engine.groups().restore(group, LIMIT, interest, newer -> save(run, newer, ranMeanwhile));
                } catch (Failure e) {
                    boolean never = followed || e.isLasting();
                    if (!never || !halfBack.answers(group)) {
                        throw e;
                    }
                    return Optional.of(e);
                }
            }
        }
        if (left.isGoneOnWithOnly() && !isUsedUp()) {
            left.state(Backup.State.COMPLETE, "");
            run.commit(List.of(left.saved()));
        }
        return Optional.empty();
    }

    /** A backup of which another copy is used up is not whole, whatever becomes of the others. */
    private void save(RunContext run, GroupRecord newer, RanMeanwhile ranMeanwhile) throws Failure {
        if (!newer.isHalfBack() && !ranMeanwhile.hasStayedDown(run)) {
            followed = true;
            throw Failure.failed(
                    ErrorCode.RESTORE_FAILED,
                    left.backup().system() + " may have been started by somebody, and its targets followed");
        }
        if (isUsedUp()) {
            left.group(newer);
        } else {
            left.copiedBack(newer);
        }
        run.commit(List.of(left.saved()));
    }

    private boolean isUsedUp() {
        return left.body().groups().stream()
                .anyMatch(group -> group.state() == GroupRecord.State.USED_UP || group.mayBeUsedUpInPart());
    }
}
