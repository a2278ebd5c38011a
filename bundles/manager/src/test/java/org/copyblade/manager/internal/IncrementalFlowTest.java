package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.spi.Call;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups that go on from the one whose generation they get. */
class IncrementalFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.pairs("array").withBackgroundCopy(Duration.ZERO));
    private BackupId oldest;

    @BeforeEach
    void takeAsManyAsThereAreGenerations() throws Exception {
        rig.options.put("incremental", "yes");
        rig.server.commit();
        oldest = CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
        CrashScene.complete(rig.backUp(Map.of()));
        rig.server.commit();
        rig.restart(CrashPoints.none());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void nextBackup_goesOnFromTheOneThatGivesWay_onItsTargets() throws Exception {
        Run run = CrashScene.complete(rig.backUp(Map.of()));

        assertThat(called())
                .containsSubsequence("before blade.prepare", "before blade.withdraw", "before blade.establish");
        assertThat(textsOf18(run))
                .containsExactly("NOTE only what has changed since copy group "
                        + group(oldest).group() + " is copied, onto its targets; that copy ends");
        Backup younger = rig.backups().get(run.backup().orElseThrow());
        assertThat(younger.copies().get(0).targets())
                .isEqualTo(rig.backups().get(oldest).copies().get(0).targets());
        assertGaveWay();
        CrashScene.complete(rig.ended(rig.backups().verify(younger.id())));
    }

    /** From the first step on the storage may take the image of the older copy away. */
    @Test
    void olderBackup_isGivenUpInTheCatalog_beforeTheBladeIsTold() throws Exception {
        List<Backup.State> seen = new ArrayList<>();
        rig.points().when("before blade.prepare", () -> {
            try {
                seen.add(rig.backups().get(oldest).state());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        CrashScene.complete(rig.backUp(Map.of()));

        assertThat(seen).isNotEmpty().containsOnly(Backup.State.OVERWRITTEN);
    }

    /** The control: where nothing is incremental the old copy goes before the new one is prepared. */
    @Test
    void withoutTheOption_theOldCopyIsWithdrawnBefore() throws Exception {
        Run run = CrashScene.complete(rig.backUp(Map.of("incremental", "no")));

        assertThat(called())
                .containsSubsequence("before blade.withdraw", "before blade.prepare", "before blade.establish");
        assertThat(textsOf18(run)).isEmpty();
        assertGaveWay();
    }

    @Test
    void olderCopyThatIsGone_costsAFullCopy_andIsNoFailure() throws Exception {
        GroupRecord gone = group(oldest);
        new MemoryBlade(rig.storage).withdraw(gone.copyGroup(), gone.binding(), Call.within(Duration.ofSeconds(60)));

        Run run = CrashScene.complete(rig.backUp(Map.of()));
        assertThat(textsOf18(run))
                .containsExactly("WARNING everything is copied once, for copy group " + gone.group()
                        + " cannot be gone on from: predecessor group " + gone.group()
                        + " does not pair these sources");
        assertGaveWay();
    }

    /** What forbids the copy either way is told as it is. */
    @Test
    void obstacleThatAFullCopyHasToo_isNotBlamedOnTheOlderCopy() throws Exception {
        Run run = rig.backUp(Map.of("mirrored.target", "allow"));

        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(run.message()).contains("mirrored target there are no mirrors");
        assertThat(rig.backups().get(oldest).state()).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void backupThatFailsBeforeItTakesTheOlderCopyOver_leavesNothingOfBoth() throws Exception {
        rig.points().when("before blade.prepare", () -> rig.storage.faults().full(true));
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
        assertGaveWay();
        rig.storage.faults().full(false);
        rig.points().when("before blade.prepare", () -> {});
        CrashScene.complete(rig.backUp(Map.of()));
    }

    @Test
    void olderCopyThatTheRecoveryControlStillNames_staysUntilItForgets() throws Exception {
        rig.options.put("register", "true");
        BackupId named = CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
        CrashScene.complete(rig.backUp(Map.of()));
        rig.server.faults().next(SystemFaults.Step.DEREGISTER, SystemFaults.Fault.REFUSED);

        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
        assertThat(rig.server.registered()).contains(named.value());
        assertThat(group(named).state()).isEqualTo(GroupRecord.State.ESTABLISHED);
        CrashScene.complete(rig.backUp(Map.of()));
        assertThat(rig.server.registered()).doesNotContain(named.value());
        assertThat(group(named).state()).isEqualTo(GroupRecord.State.WITHDRAWN);
    }

    @Test
    void backupThatFailsInTheWindow_leavesNothingOfBoth() throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.REFUSED);
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.isHeld()).isFalse();
        assertGaveWay();
        CrashScene.complete(rig.backUp(Map.of()));
    }

    /** What is about to be gone on from looks like a leftover, and would be withdrawn under the hands of the run. */
    @Test
    void reconciliationMeanwhile_leavesTheOlderCopyAlone() throws Exception {
        rig.points().when("before blade.prepare", () -> {
            try {
                rig.reconciliation().reconcile(true);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        CrashScene.complete(rig.backUp(Map.of()));

        assertThat(called()).containsSubsequence("before blade.prepare", "before blade.list", "after blade.prepare");
        assertGaveWay();
    }

    @Test
    void undoCopyOfARestore_recordsNothing() throws Exception {
        rig.options.put("undo.target.pool", ManagerRig.RESERVE);
        Run run = rig.ended(rig.restores().start(oldest, true));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(1);
    }

    private void assertGaveWay() throws Exception {
        assertThat(rig.backups().get(oldest).state()).isEqualTo(Backup.State.OVERWRITTEN);
        assertThat(group(oldest).state()).isEqualTo(GroupRecord.State.WITHDRAWN);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    private GroupRecord group(BackupId id) throws Exception {
        return new BodyCodec()
                .readBody(rig.catalog.backup(id).orElseThrow().body())
                .orElseThrow()
                .groups()
                .get(0);
    }

    private List<String> called() {
        return rig.points().trace().stream().map(Point::name).toList();
    }

    private static List<String> textsOf18(Run run) {
        return run.findings().stream()
                .filter(finding -> finding.check() == 18)
                .map(finding -> finding.severity() + " " + finding.text())
                .toList();
    }
}
