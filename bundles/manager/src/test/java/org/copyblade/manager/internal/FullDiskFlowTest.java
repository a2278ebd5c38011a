package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that fills up in each phase of a backup: the database runs, and nothing is lost or left. */
class FullDiskFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"PREPARE", "SUSPEND", "RELEASE", "RECORD"})
    void catalogThatIsFullForOneCommit_failsTheBackupOnly(Phase phase) throws Exception {
        rig.catalog.refuseNext(run -> run.phase() == phase && run.outcome().isEmpty());
        assertNothingLost(rig.backUp(Map.of()));
    }

    @Test
    void catalogThatIsFullRightBeforeTheWindow_neverOpensIt() throws Exception {
        rig.points().when("before system.arm", rig.catalog::refuseNextCommit);
        Run run = rig.backUp(Map.of());
        assertThat(rig.points().trace()).extracting(CrashPoints.Point::name).doesNotContain("before system.suspend");
        assertNothingLost(run);
    }

    @Test
    void catalogThatIsFullRightAfterTheWindow_leavesTheSystemRunning() throws Exception {
        rig.points().when("after system.resume", rig.catalog::refuseNextCommit);
        assertNothingLost(rig.backUp(Map.of()));
    }

    /** Room comes back while the manager lives: nothing but the next run can settle what could not be written down. */
    @Test
    void catalogThatIsFullFromTheWindowOn_leavesNothingOnceThereIsRoomAgain() throws Exception {
        rig.points().when("after system.resume", () -> rig.catalog.full(true));
        Run run = rig.backUp(Map.of());
        assertThat(rig.server.tryCommit()).isTrue();
        rig.catalog.full(false);
        rig.points().when("after system.resume", () -> {});

        assertThat(rig.backUp(Map.of()).outcome()).contains(Outcome.COMPLETE);
        Backup left = rig.backups().get(run.backup().orElseThrow());
        assertThat(left.state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void targetThatIsFullWhileCopiesAreMadeDurable_failsTheBackupOnly() throws Exception {
        rig.storage.faults().always(Faults.Step.HARDEN, Faults.Fault.REFUSED);
        Run run = rig.backUp(Map.of());
        rig.storage.faults().clear();
        assertNothingLost(run);
    }

    @Test
    void targetWithoutRoomForTheManifest_failsTheBackupOnly() throws Exception {
        rig.storage.faults().always(Faults.Step.KEEP, Faults.Fault.REFUSED);
        Run run = rig.backUp(Map.of());
        rig.storage.faults().clear();
        assertNothingLost(run);
    }

    private void assertNothingLost(Run run) throws Exception {
        assertThat(run.outcome()).as(run.message()).isPresent().get().isNotEqualTo(Outcome.COMPLETE);
        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.server.tryCommit()).isTrue();
        if (run.backup().isPresent()) {
            assertThat(rig.backups().get(run.backup().orElseThrow()).state()).isNotEqualTo(Backup.State.COMPLETE);
        }
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        rig.reconciliation().reconcile(true);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
        assertThat(rig.backUp(Map.of()).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }
}
