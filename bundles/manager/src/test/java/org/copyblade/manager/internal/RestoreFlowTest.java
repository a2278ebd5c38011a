package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.Change;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestoreFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private void load(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    private BackupId backUp(String consistency) throws Exception {
        Run run = rig.backUp(Map.of("consistency", consistency));
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    private Run restore(BackupId id, boolean undo) throws Exception {
        return rig.ended(rig.restores().start(id, undo));
    }

    @Test
    void restoreOfTwoGroups_leavesNobodyAGapToStartTheSystem() throws Exception {
        load(20);
        BackupId id = backUp("backup-mode");
        assertThat(rig.backups().get(id).copies()).hasSize(2);
        load(7);
        List<Boolean> started = new ArrayList<>();
        for (String point : List.of("before blade.restore", "after blade.restore", "before system.recover")) {
            rig.points().when(point, () -> started.add(rig.server.startedByStranger()));
        }

        Run restore = restore(id, false);

        assertThat(started).hasSizeGreaterThan(4).doesNotContain(true);
        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(20);
    }

    @Test
    void failedRecover_keepsTheSystemBarred_andARetryKeepsTheUndoCopy() throws Exception {
        load(20);
        BackupId id = backUp("backup-mode");
        load(7);
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = restore(id, true);
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.startedByStranger()).isFalse();

        RestorePlan plan = rig.restores().plan(id, true);
        assertThat(plan.undoable()).isTrue();
        assertThat(plan.steps())
                .anyMatch(step -> step.matches("what is there now was half overwritten by run " + failed.id()
                        + ": it is not copied, and undo copy B\\d+ of the state from before is kept"));
        assertThat(plan.lost()).anyMatch(lost -> lost.startsWith("everything that bank wrote since"));

        Run restore = restore(id, true);
        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(20);
        Run undo = rig.ended(rig.restores().undo(restore.id()));
        assertThat(undo.outcome()).as(undo.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(27);
    }

    @Test
    void undoOfARunThatIsNoRestore_isRefusedForThat() throws Exception {
        RunId backup = rig.backUp(Map.of()).id();
        assertThatThrownBy(() -> rig.restores().undo(backup))
                .hasMessage("run " + backup + " is no restore, so there is nothing to undo");
    }

    @Test
    void undoCopyAndBackupOfARestoreThatIsHalfDone_cannotBeDeleted() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        backUp("log-suspend");
        load(5);
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = restore(id, true);
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        BackupId undo = rig.backups().list(BackupQuery.NEWEST).get(0).id();
        assertThat(rig.backups().get(undo).profile()).isEqualTo("undo:bank");

        for (BackupId needed : List.of(id, undo)) {
            assertThatThrownBy(() -> rig.backups().delete(needed))
                    .hasMessage(
                            "backup " + needed + " is needed by run " + failed.id() + ", a RESTORE that is half done");
        }

        assertThat(rig.ended(rig.restores().undo(failed.id())).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
        assertThat(rig.ended(rig.backups().delete(id)).outcome()).contains(Outcome.COMPLETE);
    }

    @Test
    void restoreThatIsHalfDone_isNotForgotten_howeverManyRunsOtherSystemsHaveSince() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        load(5);
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = restore(id, true);
        for (int i = 0; i < 1_500; i++) {
            rig.catalog.commit(List.of(new Change.SaveRun(verified("shop"))));
        }

        assertThatThrownBy(() -> rig.backups().delete(id)).hasMessageContaining("is needed by run " + failed.id());
        assertThat(rig.ended(rig.restores().undo(failed.id())).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    private Run verified(String system) {
        Instant then = Instant.parse("2026-06-10T12:00:00Z");
        return new Run(
                RunId.of(rig.catalog.next(Catalog.Counter.RUN)),
                Run.Kind.VERIFY,
                system,
                "nightly",
                Optional.empty(),
                Phase.RECORD,
                Optional.of(Outcome.COMPLETE),
                100,
                then,
                Optional.of(then),
                "verified",
                "",
                List.of());
    }

    @Test
    void backupOfASystemThatIsHalfRestored_doesNotTakeTheGenerationItNeeds() throws Exception {
        BackupId id = backUp("log-suspend");
        BackupId other = backUp("log-suspend");
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);

        Run run = rig.backUp(Map.of("consistency", "stopped", "overwrite.last", "true"));

        assertThat(rig.backups().get(id).state()).as(run.message()).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.backups().get(other).state()).isEqualTo(Backup.State.OVERWRITTEN);
    }

    @Test
    void commitThatFailsBeforeTheCopyBack_leavesTheSystemRunning() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        load(5);
        rig.catalog.refuseNext(
                run -> run.phase() == Phase.RESTORE && run.outcome().isEmpty());

        Run restore = restore(id, false);

        assertThat(restore.outcome()).contains(Outcome.FAILED);
        assertThat(restore.message()).contains("the disk is full");
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void barThatFails_leavesTheSystemRunning_andTheNextRestoreSavesAgain() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        rig.server.faults().next(SystemFaults.Step.BAR, SystemFaults.Fault.LOST_REPLY);
        assertThat(restore(id, true).outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.isRunning()).isTrue();
        load(5);

        Run restore = restore(id, true);
        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        rig.ended(rig.restores().undo(restore.id()));
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void systemThatDoesNotStartAgain_isSaidInTheMessageOfTheRun() throws Exception {
        BackupId id = backUp("log-suspend");
        rig.storage.faults().always(Faults.Step.HARDEN, Faults.Fault.REFUSED);
        rig.server.faults().always(SystemFaults.Step.START, SystemFaults.Fault.REFUSED);

        Run restore = restore(id, true);

        assertThat(restore.outcome()).contains(Outcome.FAILED);
        assertThat(restore.message())
                .contains("HARDEN")
                .contains("the system is DOWN and does not start again: start bank: MEMORYDB-BUSY");
        rig.server.faults().clear();
    }

    @Test
    void systemStartedWhileItsStateIsSaved_isNotOverwritten() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        load(5);
        // Not later: the system is asked for its position while the copy is made durable.
        rig.points().when("after blade.establish", this::startAndCommit);

        Run restore = restore(id, true);

        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.UNUSABLE);
        assertThat(restore.message()).contains("the system was started while it was copied, and runs");
        assertThat(rig.server.last()).isEqualTo(11);
        assertThat(rig.server.isRunning()).isTrue();
    }

    @Test
    void systemStartedAfterItsStateIsSaved_isNotOverwrittenEither() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        load(5);
        rig.points().when("after blade.keep", this::startAndCommit);

        Run restore = restore(id, true);

        assertThat(restore.outcome()).contains(Outcome.FAILED);
        assertThat(restore.message()).contains("bank was started by somebody else while its state was being copied");
        assertThat(rig.server.last()).isEqualTo(11);
        assertThat(rig.server.isRunning()).isTrue();
    }

    @Test
    void copyThatCannotBeRestoredOnceTodaysStateIsSaved_isFoundBeforeAnythingIsCopiedBack() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        load(5);
        GroupRecord group = new BodyCodec()
                .readBody(rig.catalog.backup(id).orElseThrow().body())
                .orElseThrow()
                .groups()
                .get(0);
        rig.points().when("after blade.establish", () -> withdrawByStranger(group));

        Run restore = restore(id, true);

        assertThat(restore.outcome()).contains(Outcome.FAILED);
        assertThat(rig.points().trace()).extracting(Point::name).doesNotContain("before blade.restore");
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(10);
    }

    private void withdrawByStranger(GroupRecord group) {
        try {
            new MemoryBlade(rig.storage)
                    .withdraw(group.copyGroup(), group.binding(), Call.within(Duration.ofSeconds(60)));
        } catch (BladeException e) {
            throw new IllegalStateException(e);
        }
    }

    private void startAndCommit() {
        rig.server.startedByStranger();
        rig.server.commit();
    }

    @Test
    void stoppedBackupOfASystemThatRanMeanwhile_isUnusable() throws Exception {
        load(5);
        rig.server.crash();
        rig.points().when("after blade.establish", () -> {
            startAndCommit();
            rig.server.crash();
        });

        Run run = rig.backUp(Map.of("consistency", "stopped"));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);
        assertThat(run.message()).contains("the system ran while it was copied: it had stopped at 5, now it is at 6");
    }

    @Test
    void undoCopyOfASystemThatCannotBeSeen_isRefusedInThePlan_andTheRestoreIsMadeWithoutIt() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        load(5);
        rig.server.crash();
        rig.server.faults().always(SystemFaults.Step.DISCOVER, SystemFaults.Fault.REFUSED);

        List<Finding> findings = rig.restores().plan(id, true).findings();
        Run refused = restore(id, true);
        Run restore = restore(id, false);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(37);
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.subject()).isEqualTo("bank");
            assertThat(finding.text()).startsWith("today's state cannot be copied: discover system bank: MEMORYDB-");
            assertThat(finding.hint()).endsWith("restore with --no-undo");
        });
        assertThat(refused.outcome()).as(refused.message()).contains(Outcome.REFUSED);
        assertThat(rig.restores().plan(id, false).findings()).isEmpty();
        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(5);
    }

    @Test
    void undoCopyWithoutItsProfile_isTakenWithTheOptionsOfTheBackup() throws Exception {
        load(5);
        BackupId id = backUp("log-suspend");
        load(5);
        rig.options.clear();

        Run restore = restore(id, true);

        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        rig.ended(rig.restores().undo(restore.id()));
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void copyThatHoldsNothing_mayTakeLongerThanASuspension() throws Exception {
        rig.options.put("suspend.limit.ms", "100");
        rig.points().when("before blade.establish", () -> pause(300));

        assertThat(backUp("none")).isNotNull();
        Backup backup = rig.backups().get(backUp("backup-mode"));
        assertThat(backup.state()).isEqualTo(Backup.State.COMPLETE);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
