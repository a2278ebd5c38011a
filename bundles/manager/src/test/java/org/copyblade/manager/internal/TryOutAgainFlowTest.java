package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clone that a try-out could not discard was written to by its system: what is found on it later is not true of the backup. */
class TryOutAgainFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private BackupId id;

    @AfterEach
    void close() {
        rig.storage.faults().clear();
        rig.close();
    }

    @BeforeEach
    void leaveAClone() throws Exception {
        id = CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
        rig.points().when(new Point("after system.tryOut", 1), () -> rig.storage
                .faults()
                .always(Faults.Step.CONCEAL, Faults.Fault.REFUSED));
        Run run = verify();
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(run.findings()).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("may still be shown"));
    }

    private Run verify() throws Exception {
        return rig.ended(rig.backups().verify(id));
    }

    private List<String> calls(int behind) {
        return rig.points().trace().stream()
                .skip(behind)
                .map(Point::name)
                .filter(name -> name.equals("before blade.expose") || name.equals("after blade.conceal"))
                .distinct()
                .toList();
    }

    @Test
    void anotherTryOut_hasACloneOfItsOwn() throws Exception {
        rig.storage.faults().clear();
        int before = rig.points().trace().size();

        CrashScene.complete(verify());

        assertThat(calls(before)).containsExactly("after blade.conceal", "before blade.expose");
    }

    @Test
    void whileTheOldCloneCannotBeDiscarded_nothingIsFound() throws Exception {
        Backup.Verification found = rig.backups().get(id).verified().orElseThrow();
        int before = rig.points().trace().size();

        Run again = verify();

        assertThat(again.outcome()).as(again.message()).contains(Outcome.FAILED);
        assertThat(again.message()).contains("MEMORY-BUSY");
        assertThat(calls(before)).containsExactly("after blade.conceal");
        assertThat(rig.backups().get(id).verified()).contains(found);
    }
}
