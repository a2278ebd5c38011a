package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores by a storage that uses the copy up, as a reverse resynchronisation of a mirror does. */
class UsedUpCopyFlowTest {

    private ManagerRig rig = new ManagerRig(Behaviour.pairs("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp(int commits) throws Exception {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    private Run restore(BackupId id, boolean undo) throws Exception {
        return rig.ended(rig.restores().start(id, undo));
    }

    private void reserve() {
        rig.options.put("target.pool", "target-");
        rig.options.put("undo.target.pool", ManagerRig.RESERVE);
    }

    private static List<String> errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> finding.check() + " " + finding.text())
                .toList();
    }

    @Test
    void plan_saysThatTheCopyIsUsedUp_andAsksForReservedTargetsOrNoUndo() throws Exception {
        BackupId id = backUp(10);

        RestorePlan plan = rig.restores().plan(id, true);
        assertThat(plan.steps()).anyMatch(step -> step.endsWith(" by blade memory@array, which uses the copy up"));
        assertThat(plan.lost())
                .contains(
                        "backup " + id
                                + " itself: copied back by blade memory@array it is used up, and cannot be restored a second time");
        assertThat(errors(plan.findings()))
                .containsExactly("37 uses up copy group "
                        + rig.backups().get(id).copies().get(0).group()
                        + ", and no targets are reserved for a copy of today's state");
        assertThat(plan.findings().stream().filter(finding -> finding.check() == 37))
                .allMatch(finding -> finding.hint().endsWith("or restore with --no-undo"));

        Run refused = restore(id, true);
        assertThat(refused.outcome()).contains(Outcome.REFUSED);
        assertThat(rig.points().trace()).noneMatch(point -> point.name().equals("before system.stop"));
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
    }

    /** The control: storage that keeps its copy asks for nothing and loses nothing. */
    @Test
    void storageThatKeepsItsCopy_needsNoReserve_andCanRestoreAgain() throws Exception {
        rig.close();
        rig = new ManagerRig(Behaviour.jobs("array"));
        BackupId id = backUp(10);
        RestorePlan plan = rig.restores().plan(id, true);
        assertThat(errors(plan.findings())).isEmpty();
        assertThat(plan.steps()).noneMatch(step -> step.contains("uses the copy up"));

        assertThat(restore(id, true).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(restore(id, true).outcome()).contains(Outcome.COMPLETE);
    }

    @Test
    void restoreWithoutUndo_usesTheBackupUp_andSaysSo() throws Exception {
        backUp(3);
        BackupId id = backUp(7);
        rig.server.commit();
        assertThat(errors(rig.restores().plan(id, false).findings())).isEmpty();

        Run run = restore(id, false);
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.message()).endsWith("; the backup is used up");
        assertThat(rig.server.last()).isEqualTo(10);
        Backup used = rig.backups().get(id);
        assertThat(used.state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(used.reason()).isEqualTo("its copies were used up by restore " + run.id());
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
        assertThat(errors(rig.restores().plan(id, false).findings()))
                .contains("26 is UNUSABLE: its copies were used up by restore " + run.id());
    }

    @Test
    void copyThatIsStillCopiedBack_staysUntilThatHasEnded_andIsWithdrawnByTheNextRun() throws Exception {
        backUp(3);
        BackupId id = backUp(7);
        String group = rig.backups().get(id).copies().get(0).group();
        rig.points().when("before system.start", () -> rig.copiesOn = true);

        Run run = restore(id, false);

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.findings())
                .extracting(finding -> finding.severity() + " " + finding.subject() + " " + finding.text())
                .contains("NOTE " + id + " is given up, and its copy is left until it can be withdrawn: copy group "
                        + group + " is still being copied back onto its sources");
        assertThat(rig.reconciliation().reconcile(true).items()).isNotEmpty().allSatisfy(item -> {
            assertThat(item.what())
                    .isEqualTo("a leftover of " + id
                            + ", which is UNUSABLE: it is still being copied back onto its sources");
            assertThat(item.action()).isEmpty();
        });
        assertThat(rig.runs().list(10))
                .as("no run for what nobody can do yet")
                .noneMatch(began -> began.kind() == Run.Kind.DELETE);

        rig.copiesOn = false;
        backUp(1);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void undoCopy_takesTheReservedTargets_alsoASecondTime() throws Exception {
        reserve();
        BackupId first = backUp(5);
        BackupId second = backUp(5);
        rig.server.commit();

        Run restore = restore(second, true);
        assertThat(restore.outcome()).as(restore.message() + restore.findings()).contains(Outcome.COMPLETE);
        assertThat(undoTargets()).hasSize(3).allMatch(target -> target.contains(" -> " + ManagerRig.RESERVE));

        Run again = restore(first, true);
        assertThat(again.outcome()).as(again.message() + again.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(5);
        assertThat(undoTargets()).hasSize(3).allMatch(target -> target.contains(" -> " + ManagerRig.RESERVE));

        Run undo = rig.ended(rig.restores().undo(again.id()));
        assertThat(undo.outcome()).as(undo.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    /** However scarce targets are: what is reserved is there when it is needed. */
    @ParameterizedTest
    @CsvSource({"undo.target.pool", "undo.targets"})
    void ordinaryBackups_leaveWhatIsReserved(String option) throws Exception {
        rig.options.put("generations", "9");
        List<String> sources = rig.backups().plan(ManagerRig.SYSTEM, Map.of()).copies().stream()
                .map(BackupPlan.PlannedCopy::source)
                .toList();
        List<String> pairs = IntStream.range(0, sources.size())
                .mapToObj(i -> sources.get(i) + ":" + ManagerRig.RESERVE + i)
                .toList();
        rig.options.put(option, option.equals("undo.targets") ? String.join(",", pairs) : ManagerRig.RESERVE);
        for (int i = 0; i < 4; i++) {
            backUp(1);
        }
        BackupId last = rig.backups().list(BackupQuery.NEWEST).get(0).id();

        Run fifth = rig.backUp(Map.of());

        assertThat(fifth.outcome()).contains(Outcome.REFUSED);
        assertThat(errors(fifth.findings())).allMatch(text -> text.contains("no free target for volume "));
        assertThat(rig.backups().list(BackupQuery.NEWEST).stream()
                        .flatMap(backup -> backup.copies().stream())
                        .flatMap(copy -> copy.targets().stream()))
                .hasSize(12)
                .noneMatch(target -> target.contains(ManagerRig.RESERVE));
        Run restore = restore(last, true);
        assertThat(restore.outcome()).as(restore.message() + restore.findings()).contains(Outcome.COMPLETE);
        assertThat(undoTargets()).hasSize(3).allMatch(target -> target.contains(" -> " + ManagerRig.RESERVE));
    }

    /** One and the same pool for both is no reservation. */
    @Test
    void onePoolForBoth_isTakenByBoth() throws Exception {
        rig.options.put("target.pool", "target-");
        rig.options.put("undo.target.pool", "target-");
        backUp(1);
        Run restore = restore(backUp(1), true);
        assertThat(restore.outcome()).as(restore.message() + restore.findings()).contains(Outcome.COMPLETE);
    }

    private List<String> undoTargets() throws Exception {
        return rig.backups().list(BackupQuery.NEWEST).stream()
                .filter(backup -> backup.profile().equals("undo:bank") && backup.state() == Backup.State.COMPLETE)
                .flatMap(backup -> backup.copies().stream())
                .flatMap(copy -> copy.targets().stream())
                .toList();
    }

    @Test
    void pairsForSomeSourcesOnly_reserveNothing() throws Exception {
        BackupId id = backUp(5);
        rig.options.put("undo.targets", "bank-log:" + ManagerRig.RESERVE + "0");
        assertThat(errors(rig.restores().plan(id, true).findings()))
                .containsExactly("37 uses up copy group "
                        + rig.backups().get(id).copies().get(0).group()
                        + ", and no targets are reserved for a copy of today's state");
    }

    @Test
    void reserveThatHoldsNothing_isFoundBeforeTheSystemIsStopped() throws Exception {
        BackupId id = backUp(5);
        rig.options.put("undo.target.pool", "nowhere-");

        Run refused = restore(id, true);
        assertThat(refused.outcome()).contains(Outcome.REFUSED);
        assertThat(errors(refused.findings()))
                .contains("37 today's state cannot be copied: no free target for volume bank-log");
        assertThat(rig.points().trace()).noneMatch(point -> point.name().equals("before system.stop"));
    }

    @Test
    void undoThatFailsAfterItsCopyWasUsedUp_goesOnWhereItStopped() throws Exception {
        reserve();
        BackupId id = backUp(10);
        rig.server.commit();
        Run restore = restore(id, true);
        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        assertThat(rig.ended(rig.restores().undo(restore.id())).outcome()).contains(Outcome.FAILED);

        Run undo = rig.ended(rig.restores().undo(restore.id()));

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(11);
    }

    @Test
    void restoreThatFailsAfterTheCopyWasUsedUp_goesOnWhereItStopped() throws Exception {
        BackupId id = backUp(10);
        rig.server.commit();
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);

        Run run = restore(id, false);
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    /** Between two records the manager may die, and the next one would ask for a copy that is gone. */
    @Test
    void recordThatHoldsTheEndOfTheRestore_saysThatTheCopyIsUsedUp() throws Exception {
        BackupId id = backUp(10);
        List<GroupRecord> records = new ArrayList<>();
        rig.points().when("after catalog.commit", () -> records.addAll(body(id).groups()));
        assertThat(restore(id, false).outcome()).contains(Outcome.COMPLETE);

        assertThat(records).anyMatch(UsedUpCopyFlowTest::isUsedUpForTheBlade);
        assertThat(records)
                .filteredOn(UsedUpCopyFlowTest::isUsedUpForTheBlade)
                .extracting(GroupRecord::state)
                .doesNotContain(GroupRecord.State.ESTABLISHED);
    }

    private BackupBody body(BackupId id) {
        return new BodyCodec()
                .readBody(rig.catalog.backup(id).orElseThrow().body())
                .orElseThrow();
    }

    private static boolean isUsedUpForTheBlade(GroupRecord group) {
        return group.binding().data().endsWith("used-up");
    }

    @Test
    void restoreWhoseEndCannotBeWrittenDown_isEndedByAnother() throws Exception {
        BackupId id = backUp(10);
        rig.server.commit();
        AtomicInteger steps = new AtomicInteger();
        rig.points().when("after blade.restore", () -> {
            if (steps.incrementAndGet() == 2) {
                rig.catalog.refuseNextCommit();
            }
        });
        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);
        assertThat(errors(rig.restores().plan(id, false).findings())).isEmpty();

        Run run = restore(id, false);
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
    }

    /** The control: once somebody has put the system right, what is used up is no base for another restore. */
    @Test
    void copyUsedUpByARestoreThatSomebodyElseHasEnded_isRefused() throws Exception {
        BackupId id = backUp(10);
        rig.server.faults().next(SystemFaults.Step.START, SystemFaults.Fault.REFUSED);
        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.startedByStranger()).isTrue();

        assertThat(errors(rig.restores().plan(id, false).findings()))
                .containsExactly("26 was used up in part: an earlier restore has copied back copy group "
                        + rig.backups().get(id).copies().get(0).group() + " of blade memory@array");
    }

    /** One storage uses its copy up, the other keeps it. */
    private BackupId backUpOverTwo() throws Exception {
        rig.close();
        rig = new ManagerRig(List.of(Behaviour.pairs("pairs"), Behaviour.jobs("jobs")));
        return backUp(10);
    }

    private void startedWhenAllIsCopiedBack() {
        rig.points().when("before system.recover", () -> {
            if (rig.server.forcedByStranger()) {
                rig.server.commit();
            }
        });
    }

    @Test
    void systemThatSomebodyStartsOnCopiesThatAreUsedUp_isNeverCalledRestored() throws Exception {
        BackupId older = backUpOverTwo();
        BackupId id = backUp(0);
        startedWhenAllIsCopiedBack();

        Run failed = restore(id, false);

        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        assertThat(failed.message())
                .contains("was started by somebody while run " + failed.id() + " was copying it back");
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(restore(id, false).outcome()).contains(Outcome.REFUSED);

        rig.points().when("before system.recover", () -> {});
        Run run = restore(older, false);
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void managerThatFindsSuchASystemAfterItsDeath_stopsIt_andDoesNotGoOn() throws Exception {
        backUpOverTwo();
        BackupId id = backUp(0);
        rig.close();
        rig.restart(CrashPoints.at(new Point("before system.recover", 1), () -> rig.server.managerDied()));
        rig.settle();
        rig.restores().start(id, false);
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();
        assertThat(rig.server.forcedByStranger()).isTrue();
        rig.server.commit();

        rig.restart(CrashPoints.none());
        rig.settle();

        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.server.isRunning()).isFalse();
        assertThat(rig.points().trace()).noneMatch(point -> point.name().equals("before system.recover"));
    }

    /** The control: where all can be copied back once more, what somebody wrote meanwhile is overwritten. */
    @Test
    void systemThatSomebodyStartsOnCopiesThatAreKept_isRestoredBySayingSoAgain() throws Exception {
        rig.close();
        rig = new ManagerRig(List.of(Behaviour.jobs("first"), Behaviour.jobs("second")));
        BackupId id = backUp(10);
        startedWhenAllIsCopiedBack();
        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.last()).isEqualTo(11);

        rig.points().when("before system.recover", () -> {});
        Run run = restore(id, true);
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void heldBackup_isNotUsedUp() throws Exception {
        BackupId id = backUp(10);
        rig.backups().hold(id);
        assertThat(errors(rig.restores().plan(id, false).findings()))
                .containsExactly("26 is held, and this restore would use it up");
    }

    /** Whatever is configured while no manager runs, a restore that has begun ends as it was planned and confirmed. */
    @ParameterizedTest
    @CsvSource({
        "before blade.restore,1,KEEPS_COPY",
        "before blade.restore,2,KEEPS_COPY",
        "after blade.restore,2,KEEPS_COPY",
        "before system.recover,1,KEEPS_COPY",
        "before blade.restore,1,CONSUMES_COPY",
        "before blade.restore,2,CONSUMES_COPY",
        "after blade.restore,2,CONSUMES_COPY"
    })
    void restoreThatGoesOnAfterADeath_keepsTheModeItHasBegunWith(String moment, int nth, RestoreEffect begun)
            throws Exception {
        BackupId id = backUp(10);
        rig.storage.restoresWith(begun);
        rig.close();
        rig.restart(CrashPoints.at(new Point(moment, nth), () -> rig.server.managerDied()));
        rig.settle();
        rig.restores().start(id, false);
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();
        rig.storage.restoresWith(
                begun == RestoreEffect.KEEPS_COPY ? RestoreEffect.CONSUMES_COPY : RestoreEffect.KEEPS_COPY);

        rig.restart(CrashPoints.none());
        rig.settle();

        boolean kept = begun == RestoreEffect.KEEPS_COPY;
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.backups().get(id).state()).isEqualTo(kept ? Backup.State.COMPLETE : Backup.State.UNUSABLE);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
        assertThat(restore(id, false).outcome()).contains(kept ? Outcome.COMPLETE : Outcome.REFUSED);
    }
}
