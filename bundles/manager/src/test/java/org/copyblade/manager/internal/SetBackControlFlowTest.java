package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults.Fault;
import org.copyblade.system.memory.SystemFaults.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A restore brings back the recovery control of its time; afterwards it names no copy that is gone, and the one that was
 * restored. Of three backups, the first is gone, the second is restored, and the third is of a history that ends thereby.
 */
class SetBackControlFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private BackupId gone;
    private BackupId restored;
    private BackupId newer;

    @BeforeEach
    void backUpThrice() throws Exception {
        rig.options.put("register", "true");
        rig.server.commit();
        gone = complete(rig.backUp(Map.of()));
        restored = complete(rig.backUp(Map.of()));
        newer = complete(rig.backUp(Map.of()));
        assertThat(rig.server.registered()).containsExactly(restored.value(), newer.value());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void recoveryControlThatCameBack_isBroughtInLine_onceTheSystemRuns() throws Exception {
        List<List<String>> before = new ArrayList<>();
        rig.points().when("before system.deregister", () -> {
            assertThat(rig.server.isRunning()).isTrue();
            before.add(rig.server.registered());
        });

        Run restore = restore();

        // The control: without that it would name what is gone, and not what is there.
        assertThat(before).containsExactly(List.of(gone.value()));
        assertThat(rig.server.registered()).containsExactly(restored.value());
        assertThat(restore.findings()).noneMatch(finding -> finding.severity() == Finding.Severity.WARNING);
    }

    @Test
    void undoneRestore_bringsTheRecoveryControlOfItsTimeBackAsWell() throws Exception {
        rig.options.put("generations", "3");
        Run restore = rig.ended(rig.restores().start(restored, true));
        complete(restore);
        assertThat(rig.server.registered()).containsExactly(restored.value());

        complete(rig.ended(rig.restores().undo(restore.id())));

        assertThat(rig.server.registered())
                .contains(restored.value(), newer.value())
                .doesNotContain(gone.value());
    }

    @ParameterizedTest
    @CsvSource({"DEREGISTER,REFUSED", "DEREGISTER,LOST_REPLY", "REGISTER,REFUSED", "REGISTER,LOST_REPLY"})
    void whatFails_isAFindingOfTheRestore_andIsDoneByTheNextBackupBeforeItCopies(Step step, Fault fault)
            throws Exception {
        rig.server.faults().next(step, fault);

        Run restore = restore();

        assertThat(rig.server.isRunning()).isTrue();
        BackupId subject = step == Step.REGISTER ? restored : gone;
        assertThat(restore.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.WARNING)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo(subject.value());
                    assertThat(finding.text()).contains("the recovery control that came back with the restore of bank");
                    assertThat(finding.hint()).contains("run slb:backup");
                });

        List<List<String>> copied = new ArrayList<>();
        rig.points().when("before system.suspend", () -> copied.add(rig.server.registered()));
        rig.options.put("generations", "3");
        BackupId next = complete(rig.backUp(Map.of()));
        assertThat(copied).containsExactly(List.of(restored.value()));
        assertThat(rig.server.registered()).containsExactly(restored.value(), next.value());

        complete(rig.backUp(Map.of("register", "false", "generations", "4")));
        assertThat(rig.points().trace().stream()
                        .filter(point -> point.name().equals("before system.deregister"))
                        .count())
                .as("nothing is done a third time")
                .isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before system.start",
                "after system.start",
                "before system.deregister",
                "after system.deregister",
                "before system.register",
                "after system.register"
            })
    void managerThatDiesMeanwhile_isFollowedByOneThatBringsItInLine(String moment) throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(new Point(moment, 1), () -> rig.server.managerDied()));
        rig.settle();
        rig.restores().start(restored, false);
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();

        rig.restart(CrashPoints.none());
        rig.settle();

        assertThat(rig.server.registered()).containsExactly(restored.value());
    }

    @Test
    void restoreOfABackupThatWasNeverTold_asksNobody() throws Exception {
        BackupId untold = complete(rig.backUp(Map.of("register", "false", "generations", "4")));
        int before = asked();

        complete(rig.ended(rig.restores().start(untold, false)));

        assertThat(asked()).isEqualTo(before);
        assertThat(rig.server.registered()).containsExactly(restored.value(), newer.value());
    }

    private int asked() {
        return (int) rig.points().trace().stream()
                .filter(point -> point.name().endsWith("register"))
                .count();
    }

    private Run restore() throws Exception {
        Run run = rig.ended(rig.restores().start(restored, false));
        complete(run);
        return run;
    }

    private static BackupId complete(Run run) throws CopybladeException {
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }
}
