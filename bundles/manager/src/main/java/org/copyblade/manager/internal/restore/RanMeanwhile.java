package org.copyblade.manager.internal.restore;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.manager.internal.backup.BackupBody;
import org.copyblade.manager.internal.backup.BackupInProgress;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a system that nobody can be kept from starting ran while it was copied back group by group: what it wrote onto
 * groups that were back already would be with data of another time. Once it is gone again only its log tells, so that comes
 * back last, and is asked right before. After a crash the answer is as good, for where the system had stopped is written down.
 */
final class RanMeanwhile {

    private static final Logger LOG = LoggerFactory.getLogger(RanMeanwhile.class);

    /** What a system writes when it starts, whatever it does then. */
    private static final Set<DataSet.Role> LOGS = EnumSet.of(DataSet.Role.LOG, DataSet.Role.CONTROL);

    private final Power power;
    private final BackupInProgress backup;

    RanMeanwhile(Power power, BackupInProgress backup) {
        this.power = power;
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
     * used up is not copied back again, so its note stays.
     */
    void note(RunContext run) throws Failure {
        if (!somethingUsedUp()) {
            backup.body(backup.body().withCopiedBackFrom(tells() ? stopped(run) : Optional.empty()));
        }
    }

    /**
     * Whether the system has run since it was noted where it had stopped: what is half back then holds data of two times. Where
     * nothing was noted, or its log cannot be read, nobody can tell.
     */
    boolean sinceNoted(RunContext run) throws Failure {
        Optional<Position> noted = backup.body().copiedBackFrom();
        return noted.isPresent()
                && stopped(run).filter(now -> !now.equals(noted.orElseThrow())).isPresent();
    }

    /** Notes it once more, where everything is copied back once more and the log is still the one of today. */
    void noteAgain(RunContext run) throws Failure {
        if (backup.body().copiedBackFrom().isPresent()) {
            note(run);
            run.commit(List.of(backup.saved()));
        }
    }

    /**
     * To be asked before a group is copied back; answers where the system stopped first and last if that differs. With the log
     * the note goes: from then on it tells nothing.
     */
    Optional<String> before(RunContext run, GroupRecord group) throws Failure {
        Optional<Position> noted = backup.body().copiedBackFrom();
        if (noted.isEmpty() || !hasLog(group)) {
            return Optional.empty();
        }
        Position now = power.stoppedAt();
        if (!now.equals(noted.orElseThrow())) {
            return Optional.of("it stopped at " + noted.orElseThrow().text() + ", now it is at " + now.text());
        }
        backup.body(backup.body().withCopiedBackFrom(Optional.empty()));
        run.commit(List.of(backup.saved()));
        return Optional.empty();
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
        return backup.body().groups().stream().anyMatch(group -> group.state() == GroupRecord.State.USED_UP);
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
