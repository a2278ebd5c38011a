package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit of a profile ends what it limits, and nothing is left behind. */
class LimitsFlowTest {

    /** Of storage that needs more steps than it is given time for. */
    private static final int ENDLESS = 1_000_000;

    private ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private void over(Behaviour behaviour) {
        rig.close();
        rig = new ManagerRig(behaviour);
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.server.tryCommit()).isTrue();
        assertThat(rig.copies()).isEmpty();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void prepareThatTakesTooLong_failsTheBackup() throws Exception {
        over(Behaviour.snapshots("array").withPrepareSteps(ENDLESS));
        Run run = rig.backUp(Map.of("prepare.limit.s", "1"));

        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.message()).startsWith("DCM-4002 prepare copy group ").endsWith(": not done within its limit");
        assertThat(rig.backups().get(run.backup().orElseThrow()).state()).isEqualTo(Backup.State.FAILED);
        assertNothingIsLeft();
    }

    /** The step that hangs is let go, too. */
    @ParameterizedTest
    @CsvSource({"COPY, backup-mode, true", "HARDEN, log-suspend, false"})
    void copyThatTakesTooLong_failsTheBackup(Faults.Step step, String consistency, boolean throughHost)
            throws Exception {
        if (throughHost) {
            over(Behaviour.files("host").throughHostOnly());
        }
        rig.storage.faults().always(step, Faults.Fault.HANGS);
        Map<String, String> options = new HashMap<>(Map.of("consistency", consistency, "copy.limit.s", "1"));
        long began = System.nanoTime();
        Run run = rig.backUp(options);

        assertThat(run.outcome()).as(run.message()).isPresent().get().isNotEqualTo(Outcome.COMPLETE);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        rig.storage.faults().clear();
        assertNothingIsLeft();
    }

    /** The log of a copy that took hours takes minutes to read. */
    @Test
    void proofThatTakesLongerThanTheCopyMay_failsTheBackup() throws Exception {
        rig.server.faults().next(SystemFaults.Step.INSPECT, SystemFaults.Fault.HANGS);
        long began = System.nanoTime();
        Run run = rig.backUp(Map.of("copy.limit.s", "1"));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
        assertThat(run.message()).contains("look into the copy");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertNothingIsLeft();
    }

    @Test
    void systemThatDoesNotSettleInTime_isNotSuspended() throws Exception {
        rig.server.faults().next(SystemFaults.Step.SETTLE, SystemFaults.Fault.HANGS);
        long began = System.nanoTime();
        Run run = rig.backUp(Map.of("settle.limit.ms", "200"));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(rig.server.faults().calls()).doesNotContain(SystemFaults.Step.SUSPEND);
        assertNothingIsLeft();
    }

    @Test
    void commandOfTheSiteThatTakesTooLong_isKilled_andRefusesTheBackup() throws Exception {
        rig.options.put("command.before", "sleep 100");
        long began = System.nanoTime();
        Run run = rig.backUp(Map.of("command.limit.s", "1"));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.REFUSED);
        assertThat(run.message()).startsWith("DCM-3008 cannot back up 'bank': command.before failed, ");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));

        rig.options.put("command.before", "sleep 0.1");
        CrashScene.complete(rig.backUp(Map.of("command.limit.s", "30")));
    }
}
