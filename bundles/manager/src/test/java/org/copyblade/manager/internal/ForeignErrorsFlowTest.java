package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An {@link Error} out of a blade or an adapter, whatever it is: the call has failed, and the run comes to its end. */
class ForeignErrorsFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private void failOnce(String call, Error error) {
        rig.points().when(new Point("before " + call, 1), () -> {
            throw error;
        });
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(rig.catalog.openRuns()).isEmpty();
        assertThat(rig.server.tryCommit()).isTrue();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blade.plan",
                "blade.prepare",
                "blade.look",
                "blade.establish",
                "blade.harden",
                "system.discover",
                "system.arm",
                "system.suspend",
                "system.inspect"
            })
    void backup_failsAndLeavesNothing(String call) throws Exception {
        for (Error error : new Error[] {new ServiceConfigurationError("none"), new StackOverflowError()}) {
            rig.restart(CrashPoints.none());
            failOnce(call, error);
            Run run = rig.backUp(Map.of());
            assertThat(run.outcome()).isPresent().isNotEqualTo(Optional.of(Outcome.COMPLETE));
            assertThat(run.message()).contains(error.getClass().getSimpleName()).doesNotContain("DCM-8001");
            assertNothingIsLeft();
            rig.close();
        }
        rig.restart(CrashPoints.none());
    }

    /** The guards resume at the limit: the system is never left suspended. */
    @Test
    void resume_isLeftToTheGuards() throws Exception {
        rig.options.put("suspend.limit.ms", "1000");
        failOnce("system.resume", new ServiceConfigurationError("none"));
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).isPresent().isNotEqualTo(Optional.of(Outcome.COMPLETE));
        assertThat(run.message()).contains("ServiceConfigurationError");
        assertNothingIsLeft();
    }

    @Test
    void registration_leavesTheBackupComplete() throws Exception {
        rig.options.put("register", "true");
        failOnce("system.register", new ServiceConfigurationError("none"));
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.findings()).anyMatch(finding -> finding.text().contains("ServiceConfigurationError"));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blade.planRestore", "blade.restore", "system.stop", "system.recover", "system.start"})
    void restore_failsAndMayBeRunAgain(String call) throws Exception {
        rig.server.commit();
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        failOnce(call, new ServiceConfigurationError("none"));

        Run run = rig.ended(rig.restores().start(id, false));

        assertThat(run.outcome()).as(run.message()).isPresent().isNotEqualTo(Optional.of(Outcome.COMPLETE));
        assertThat(run.message()).contains("ServiceConfigurationError").doesNotContain("DCM-8001");
        assertThat(rig.ended(rig.restores().start(id, false)).outcome()).contains(Outcome.COMPLETE);
        assertNothingIsLeft();
    }

    @Test
    void withdrawal_failsAndMayBeRunAgain() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.backUp(Map.of());
        failOnce("blade.withdraw", new ServiceConfigurationError("none"));

        Run run = rig.ended(rig.backups().delete(id));

        assertThat(run.message()).contains("ServiceConfigurationError").doesNotContain("DCM-8001");
        assertThat(rig.ended(rig.backups().delete(id)).outcome()).contains(Outcome.COMPLETE);
        assertNothingIsLeft();
    }
}
