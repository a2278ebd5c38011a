package org.copyblade.manager.internal.restore;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupRecord.CopyBackMark;
import org.copyblade.manager.internal.copies.GroupRecord.Progress;
import org.copyblade.manager.internal.copies.GroupSteps;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a system that nobody can be kept from starting ran while it was copied back group by group: what it wrote onto
 * groups that were back already would be with data of another time. Once it is gone again only its log tells, so that comes
 * back last, and is asked right before. After a crash it is asked first, for where the system had stopped is written down, and
 * of each group whether it has begun.
 */
final class RanMeanwhile {

    private static final Logger LOG = LoggerFactory.getLogger(RanMeanwhile.class);

    /** What a system writes when it starts, whatever it does then. */
    private static final Set<DataSet.Role> LOGS = EnumSet.of(DataSet.Role.LOG, DataSet.Role.CONTROL);

    private final Power power;
    private final GroupSteps groups;
    private final BackupInProgress backup;

    RanMeanwhile(Power power, GroupSteps groups, BackupInProgress backup) {
        this.power = power;
        this.groups = groups;
        this.backup = backup;
    }

    /** Groups in the order in which they come back: the gate last, for a blade may open it too early; without one the log. */
    List<GroupRecord> inOrder() {
        BackupBody body = backup.body();
        boolean gated = body.groups().stream().anyMatch(RanMeanwhile::hasGate);
        return body.groups().stream()
                .sorted(Comparator.comparing(group -> gated ? hasGate(group) : hasLog(group)))
                .toList();
    }

    /**
     * Notes where the system has stopped, to be committed before anything is copied back. What a restore before this one has
     * used up, in part or as a whole, is not copied back again, so its note stays.
     */
    void note(RunContext run) throws Failure {
        if (!somethingUsedUp()) {
            backup.body(backup.body().withCopiedBackFrom(tells() ? stopped(run) : Optional.empty()));
        }
    }

    /**
     * How a copy back that was broken off may go on: what is half back holds data of two times if the system has run since.
     * Where nothing was noted, or its log cannot be read or is coming back itself, nobody can tell.
     */
    GoingOn goingOn(RunContext run) throws Failure {
        return new GoingOn(backup.body().groups(), backup.body().copiedBackFrom(), elsewhere(() -> stopped(run)));
    }

    /** Notes it once more, where everything is copied back once more and the log is still the one of today. */
    void noteAgain(RunContext run) throws Failure {
        if (backup.body().copiedBackFrom().isPresent() && isLogOfToday()) {
            note(run);
            run.commit(List.of(backup.saved()));
        }
    }

    /**
     * To be committed before the first step of the copy back of a group, with where the system is known to have stopped. One
     * that goes on has it already: what counts is from when on the group was no more as it had been.
     */
    GroupRecord begun(GroupRecord group) {
        return group.mark().filter(CopyBackMark::begun).isPresent()
                ? group
                : group.marked(new CopyBackMark(Progress.ASKED, backup.body().copiedBackFrom()));
    }

    /** To be asked before a group is copied back; answers where the system stopped first and last if that differs. */
    Optional<String> before(GroupRecord group) throws Failure {
        return hasLog(group) ? sinceItBegan() : Optional.empty();
    }

    /** Where the system stopped first and last if that differs, as far as its log can still tell. */
    Optional<String> sinceItBegan() throws Failure {
        return elsewhere(() -> Optional.of(power.stoppedAt()))
                .map(now -> "it stopped at "
                        + backup.body().copiedBackFrom().orElseThrow().text() + ", now it is at " + now.text());
    }

    /** Whether it is certain that the system has not run since the copy back has begun. */
    boolean hasStayedDown(RunContext run) throws Failure {
        if (power.bars()) {
            return true;
        }
        Optional<Position> noted = backup.body().copiedBackFrom();
        return noted.isPresent() && isLogOfToday() && stopped(run).equals(noted) && isLogOfToday();
    }

    @FunctionalInterface
    private interface Look {
        Optional<Position> look() throws Failure;
    }

    /** Where the system has stopped now, if that is not where it had. A log that began to come back meanwhile has not told it. */
    private Optional<Position> elsewhere(Look look) throws Failure {
        Optional<Position> noted = backup.body().copiedBackFrom();
        if (noted.isEmpty() || !isLogOfToday()) {
            return Optional.empty();
        }
        Optional<Position> now = look.look().filter(position -> !position.equals(noted.orElseThrow()));
        return now.isPresent() && isLogOfToday() ? now : Optional.empty();
    }

    /** Whether nothing of the log has come back: one that its storage was asked for may not have been begun. */
    private boolean isLogOfToday() throws Failure {
        for (GroupRecord group : backup.body().groups()) {
            if (hasLog(group) && isBack(group)) {
                return false;
            }
        }
        return true;
    }

    private boolean isBack(GroupRecord group) throws Failure {
        if (group.state() == GroupRecord.State.USED_UP) {
            return true;
        }
        return switch (group.mark().map(CopyBackMark::progress).orElse(Progress.NOT_BEGUN)) {
            case NOT_BEGUN -> false;
            case ASKED -> !(groups.query(group) instanceof CopyState.Established);
            case UNDER_WAY -> true;
        };
    }

    /** A log that comes back with all the rest comes back at one instant. */
    private boolean tells() throws Failure {
        List<GroupRecord> groups = backup.body().groups();
        return groups.stream().anyMatch(this::hasLog) && !groups.stream().allMatch(this::hasLog) && !power.bars();
    }

    /** A restore is for disasters, too: a log that cannot be read is no reason to do without it. */
    private Optional<Position> stopped(RunContext run) throws Failure {
        try {
            return Optional.of(power.stoppedAt());
        } catch (Failure e) {
            if (e.isStopping()) {
                throw e;
            }
            LOG.warn(
                    "a start by somebody else while run {} copies back would not be noticed: {}",
                    run.id(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private boolean somethingUsedUp() {
        return backup.body().groups().stream()
                .anyMatch(group -> group.state() == GroupRecord.State.USED_UP || group.mayBeUsedUpInPart());
    }

    private static boolean hasGate(GroupRecord group) {
        return group.members().stream()
                .anyMatch(member -> member.member().gate().isPresent());
    }

    private boolean hasLog(GroupRecord group) {
        Set<String> logs = backup.body().layout().dataSets().stream()
                .filter(dataSet -> LOGS.contains(dataSet.role()))
                .map(DataSet::name)
                .collect(Collectors.toSet());
        return group.members().stream()
                .flatMap(member -> member.dataSets().stream())
                .anyMatch(place -> logs.contains(place.dataSet()));
    }
}
