package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An adapter or a blade is upgraded while a call is under way that may take hours: far less than its drain limit passes. */
@Timeout(60)
class UpgradeFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private long calls(String point) {
        return passed("before system." + point);
    }

    private long passed(String point) {
        return rig.points().trace().stream()
                .filter(passed -> passed.name().equals(point))
                .count();
    }

    private void upgradeDuring(String point, long earlier) {
        await().dontCatchUncaughtExceptions().until(() -> calls(point) > earlier);
        rig.upgradeSystem();
    }

    @Test
    void tryOut_givesWay_andIsMadeAgain() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.server.faults().next(SystemFaults.Step.TRY_OUT, SystemFaults.Fault.HANGS);
        RunId run = rig.backups().verify(id);
        upgradeDuring("tryOut", 0);

        Run ended = rig.ended(run);
        assertThat(ended.outcome()).as(ended.message()).contains(Outcome.COMPLETE);
        assertThat(calls("tryOut")).isEqualTo(2);
        assertThat(rig.backups().get(id).verified().orElseThrow().passed()).isTrue();
    }

    @Test
    void lookIntoACopy_givesWay_andIsMadeAgain() throws Exception {
        rig.server.faults().next(SystemFaults.Step.INSPECT, SystemFaults.Fault.HANGS);
        RunId run = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        upgradeDuring("inspect", 0);

        Run ended = rig.ended(run);
        assertThat(ended.outcome()).as(ended.message()).contains(Outcome.COMPLETE);
        assertThat(calls("inspect")).isEqualTo(2);
    }

    /** Where nothing shares blocks that takes hours. */
    @Test
    void makingOfAClone_givesWay_andIsMadeAgain() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.storage.faults().next(Faults.Step.EXPOSE, Faults.Fault.HANGS);
        long earlier = passed("before blade.expose");
        RunId run = rig.backups().verify(id);
        await().dontCatchUncaughtExceptions().until(() -> passed("before blade.expose") > earlier);
        rig.upgradeBlade(0);

        Run ended = rig.ended(run);
        assertThat(ended.outcome()).as(ended.message()).contains(Outcome.COMPLETE);
        assertThat(passed("before blade.expose") - earlier).isEqualTo(2);
    }

    @Test
    void startAfterARestore_givesWay_andIsMadeAgain() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.server.faults().next(SystemFaults.Step.START, SystemFaults.Fault.HANGS);
        RunId run = rig.restores().start(id, false);
        upgradeDuring("start", 0);

        Run ended = rig.ended(run);
        assertThat(ended.outcome()).as(ended.message()).contains(Outcome.COMPLETE);
        assertThat(calls("start")).isEqualTo(2);
        assertThat(rig.server.isRunning()).isTrue();
    }

    @Test
    void callThatFailsWithoutAnUpgrade_isNotMadeAgain() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.server.faults().next(SystemFaults.Step.TRY_OUT, SystemFaults.Fault.REFUSED);
        assertThat(rig.ended(rig.backups().verify(id)).outcome()).contains(Outcome.FAILED);
        assertThat(calls("tryOut")).isEqualTo(1);
    }

    @Test
    void cancelledTryOut_isNotMadeAgain() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.server.faults().next(SystemFaults.Step.TRY_OUT, SystemFaults.Fault.HANGS);
        RunId run = rig.backups().verify(id);
        await().dontCatchUncaughtExceptions().until(() -> calls("tryOut") == 1);
        rig.runs().cancel(run);
        assertThat(rig.ended(run).outcome()).isPresent().get().isNotEqualTo(Outcome.COMPLETE);
        assertThat(calls("tryOut")).isEqualTo(1);
    }
}
