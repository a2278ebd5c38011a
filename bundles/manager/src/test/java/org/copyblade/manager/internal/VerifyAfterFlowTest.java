package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups that are tried out once they are COMPLETE, by the option {@code verify.after}. */
class VerifyAfterFlowTest {

    private static final String OPTION = "verify.after";

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @BeforeEach
    void tryOutEachBackup() {
        rig.options.put(OPTION, "true");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Backup backup(Run run) throws Exception {
        return rig.backups().get(run.backup().orElseThrow());
    }

    @Test
    void eachBackup_isTriedOutInItsRun_andOnlyThen() throws Exception {
        Run run = CrashScene.complete(rig.backUp(Map.of()));

        assertThat(backup(run).verified())
                .hasValueSatisfying(check -> assertThat(check.passed()).isTrue());
        assertThat(run.findings()).noneMatch(finding -> finding.severity() == Finding.Severity.WARNING);
        assertThat(rig.storage.exposed()).isEmpty();
        assertThat(rig.systems().list().get(0).lastVerified()).isPresent();

        Run untried = CrashScene.complete(rig.backUp(Map.of(OPTION, "false")));
        assertThat(backup(untried).verified()).as("the control").isEmpty();
    }

    @Test
    void backupThatCannotBeTriedOut_isCompleteAndNotGood() throws Exception {
        Run good = CrashScene.complete(rig.backUp(Map.of()));
        rig.server.faults().next(SystemFaults.Step.TRY_OUT, SystemFaults.Fault.REFUSED);
        Run run = CrashScene.complete(rig.backUp(Map.of()));

        assertThat(backup(run).state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(run.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.subject()).isEqualTo(OPTION);
            assertThat(finding.text()).contains("MEMORYDB-BUSY TRY_OUT was refused");
        });
        assertThat(rig.systems().list().get(0).problem())
                .isEqualTo("its newest backup " + backup(run).id() + " failed its try-out");
        assertThat(rig.systems().list().get(0).lastGood())
                .isEqualTo(backup(good).pointInTime());
        assertThat(rig.storage.exposed()).isEmpty();
    }

    /** It is not the fault of the backup, which stays the one that retention protects. */
    @Test
    void backupWhoseCloneCannotBeMade_isGood_andUntried() throws Exception {
        // Before that the copy is shown and hidden once for its proof.
        rig.points().when("after blade.conceal", () -> rig.storage
                .faults()
                .always(Faults.Step.EXPOSE, Faults.Fault.REFUSED));
        Run run = CrashScene.complete(rig.backUp(Map.of()));

        assertThat(backup(run).verified()).isEmpty();
        assertThat(run.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.WARNING)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo(OPTION);
                    assertThat(finding.text()).startsWith("trying it out failed: expose copy group ");
                });
        assertThat(rig.systems().list().get(0).lastGood()).isEqualTo(backup(run).pointInTime());
        assertThat(rig.storage.exposed()).isEmpty();
    }

    @Test
    void cloneThatCannotBeHidden_isWarnedOf() throws Exception {
        // Before that the copy is shown and hidden once for its proof.
        rig.points().when("before system.tryOut", () -> rig.storage
                .faults()
                .always(Faults.Step.CONCEAL, Faults.Fault.REFUSED));
        Run run = CrashScene.complete(rig.backUp(Map.of()));

        assertThat(backup(run).verified())
                .hasValueSatisfying(check -> assertThat(check.passed()).isTrue());
        assertThat(run.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.WARNING)
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).contains("may still be shown", "MEMORY-BUSY"));
    }

    @Test
    void managerThatDiesWhileTheCloneIsChecked_discardsItAtItsNextStart_andSaysThatNothingWasFound() throws Exception {
        Run settled = diesAt("before system.tryOut");

        assertThat(backup(settled).verified()).isEmpty();
        assertThat(settled.findings())
                .contains(new Finding(
                        0,
                        Finding.Severity.WARNING,
                        OPTION,
                        "the manager ended before " + backup(settled).id() + " was tried out",
                        "run slb:verify " + backup(settled).id()));
    }

    @Test
    void managerThatDiesWhenTheCloneWasChecked_discardsItAtItsNextStart_andWhatWasFoundCounts() throws Exception {
        Run settled = diesAt("before blade.conceal");

        assertThat(backup(settled).verified())
                .hasValueSatisfying(check -> assertThat(check.passed()).isTrue());
        assertThat(settled.findings()).noneMatch(finding -> finding.subject().equals(OPTION));
    }

    @Test
    void managerThatDiesWhenTheCloneHadFailed_saysAtItsNextStartWhatHadFailed() throws Exception {
        Run settled = diesAt("before blade.conceal", this::spoilTheClone);

        assertThat(backup(settled).verified())
                .hasValueSatisfying(check -> assertThat(check.passed()).isFalse());
        assertThat(settled.findings())
                .filteredOn(finding -> finding.subject().equals(OPTION))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.text())
                            .startsWith("trying it out failed: the clone of "
                                    + backup(settled).id() + " failed: ");
                });
    }

    private void spoilTheClone() {
        byte[] record = "1000000".getBytes(StandardCharsets.UTF_8);
        rig.storage.exposed().forEach(place -> rig.storage.write(place, "page-0", record));
    }

    /** Dies there in a backup; the first conceal of all is the one after the proof, so the last is meant. */
    private Run diesAt(String point) throws Exception {
        return diesAt(point, () -> {});
    }

    /** @param before the clone is checked */
    private Run diesAt(String point, Runnable before) throws Exception {
        CrashScene.complete(rig.backUp(Map.of()));
        long passed = rig.points().trace().stream()
                .filter(seen -> seen.name().equals(point))
                .count();
        rig.close();
        rig.restart(CrashPoints.at(new CrashPoints.Point(point, (int) passed), () -> {}));
        rig.points().when("before system.tryOut", before);
        rig.settle();
        RunId run = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        assertThat(rig.storage.exposed()).as("the clone of the dead manager").isNotEmpty();
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();

        Run settled = CrashScene.complete(rig.catalog.run(run).orElseThrow());
        assertThat(rig.storage.exposed()).isEmpty();
        return settled;
    }

    @Test
    void managerThatStopsBeforeTheCloneIsHidden_leavesItToItsNextStart() throws Exception {
        rig.close();
        rig.absent = Duration.ofDays(1);
        rig.restart(CrashPoints.none());
        AtomicBoolean gone = new AtomicBoolean();
        rig.points().when("after system.tryOut", () -> {
            rig.removeBlade(0);
            gone.set(true);
        });
        RunId run = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> gone.get() && !rig.runs().awaited().isEmpty());
        rig.close();

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(rig.catalog.run(run).orElseThrow().outcome()).contains(Outcome.COMPLETE);
        assertThat(backup(rig.catalog.run(run).orElseThrow()).verified()).isPresent();
        assertThat(rig.storage.exposed()).isEmpty();
    }

    /** Such a copy is one of a system that is down, and every second counts. */
    @Test
    void undoCopy_isNeitherTriedOut_norWaitedFor_norProtected() throws Exception {
        rig.close();
        ManagerRig pairs = new ManagerRig(Behaviour.snapshots("array").withBackgroundCopy(Duration.ofDays(1)));
        try {
            BackupId id = CrashScene.complete(pairs.backUp(Map.of())).backup().orElseThrow();
            pairs.options.putAll(Map.of(
                    OPTION, "true", "background.wait.s", "3600", "protected.generations", "1", "generations", "3"));
            for (int i = 0; i < 2; i++) {
                Run restore = CrashScene.complete(pairs.ended(pairs.restores().start(id, true)));
                assertThat(restore.findings()).isEmpty();
            }
            assertThat(pairs.server.faults().calls()).doesNotContain(SystemFaults.Step.TRY_OUT);
        } finally {
            pairs.close();
        }
    }
}
