package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes after a restore that failed in the middle. */
class HalfDoneRestoreFlowTest {

    private static final List<String> VOLUMES = List.of("bank-log", "bank-data0", "bank-data1");

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @BeforeEach
    void copyBackMemberByMember() {
        rig.close();
        rig.stepping = true;
        rig.restart(CrashPoints.none());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void load(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    /** A backup of a system that is down, so that its volumes are exactly what comes back. */
    private BackupId backUp() throws Exception {
        rig.server.stoppedByStranger();
        Run run = rig.backUp(Map.of("consistency", "stopped"));
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    /** Slots of all volumes; the gate counts the same whether it is open or shut. */
    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (String volume : VOLUMES) {
            String place = rig.storage.path(volume);
            for (String slot : rig.storage.slots(place)) {
                rig.storage
                        .read(place, slot)
                        .ifPresent(bytes -> contents.put(
                                volume + "/" + slot.replace(".copyblade-gate", ""),
                                new String(bytes, StandardCharsets.UTF_8)));
            }
        }
        return contents;
    }

    private Run restore(BackupId id, boolean undo) throws Exception {
        return rig.ended(rig.restores().start(id, undo));
    }

    /** A restore that fails for good after one member is back. */
    private Run failInTheSecondStep(BackupId id, boolean undo) throws Exception {
        AtomicInteger steps = new AtomicInteger();
        rig.points().when("before blade.restore", () -> {
            if (steps.incrementAndGet() == 2) {
                rig.storage.faults().always(Faults.Step.RESTORE, Faults.Fault.REFUSED);
            }
        });
        Run failed = restore(id, undo);
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        assertThat(failed.phase()).isEqualTo(Phase.RESTORE);
        assertThat(steps).hasValueGreaterThan(1);
        rig.points().when("before blade.restore", () -> {});
        rig.storage.faults().clear();
        return failed;
    }

    private Map<String, String> restoredTo(BackupId id) throws Exception {
        Map<String, String> restored = new TreeMap<>();
        rig.points().when("before system.recover", () -> restored.putAll(contents()));
        Run again = restore(id, false);
        assertThat(again.outcome()).as(again.message()).contains(Outcome.COMPLETE);
        return restored;
    }

    @Test
    void restoreAfterOneThatFailedAndWasUndone_bringsBackAllOfTheBackup() throws Exception {
        load(20);
        BackupId id = backUp();
        Map<String, String> copied = contents();
        rig.server.startedByStranger();
        load(7);
        Run failed = failInTheSecondStep(id, true);
        Run undo = rig.ended(rig.restores().undo(failed.id()));
        assertThat(undo.outcome()).as(undo.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(27);
        load(33);

        assertThat(restoredTo(id)).isEqualTo(copied);
        assertThat(rig.server.last()).isEqualTo(20);
    }

    @Test
    void restoreAfterOneThatFailed_bringsBackAllOfTheBackup_howeverTheSystemRanMeanwhile() throws Exception {
        load(20);
        BackupId id = backUp();
        Map<String, String> copied = contents();
        rig.server.startedByStranger();
        load(7);
        failInTheSecondStep(id, false);
        rig.server.forcedByStranger();
        load(33);
        rig.server.stoppedByStranger();

        assertThat(restoredTo(id)).isEqualTo(copied);
    }

    /** Its storage may still be at it, and tells how far it got. */
    @Test
    void restoreOfVolumes_goesOnWithTheOneThatFailed_ifNothingCameInBetween() throws Exception {
        rig.close();
        rig.server.withoutGate();
        rig.restart(CrashPoints.none());
        load(20);
        BackupId id = backUp();
        rig.server.startedByStranger();
        load(7);
        failInTheSecondStep(id, false);
        AtomicInteger steps = new AtomicInteger();
        rig.points().when("before blade.restore", steps::incrementAndGet);

        assertThat(restore(id, false).outcome()).contains(Outcome.COMPLETE);
        assertThat(steps).hasValue(VOLUMES.size() - 1);
        assertThat(rig.server.last()).isEqualTo(20);
    }
}
