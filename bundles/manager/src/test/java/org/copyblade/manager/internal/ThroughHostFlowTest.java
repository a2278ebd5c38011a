package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Copies that have no instant: of a system that is stopped, by itself or for its restore, they need none. */
class ThroughHostFlowTest {

    private static final Map<String, String> STOPPED = Map.of("consistency", "stopped");

    private ManagerRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(Behaviour... behaviours) {
        rig = new ManagerRig(List.of(behaviours));
        commit(5);
    }

    private void commit(int records) {
        for (int i = 0; i < records; i++) {
            rig.server.commit();
        }
    }

    private static BackupId complete(Run run) {
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    private void comesBack(BackupId id) throws Exception {
        assertThat(rig.backups().evidence(id).proven()).isTrue();
        assertThat(rig.backups().get(id).pointInTime()).isPresent();
        complete(rig.ended(rig.restores().start(id, false)));
        assertThat(rig.server.last()).isEqualTo(5);
    }

    @Test
    void stoppedSystem_isCopiedThroughTheHost() throws Exception {
        start(Behaviour.files("host").throughHostOnly());
        rig.server.stoppedByStranger();
        comesBack(complete(rig.backUp(STOPPED)));
    }

    @Test
    void stoppedSystem_isCopiedInPartThroughTheHost_andInPartByStorage() throws Exception {
        start(
                Behaviour.files("host").throughHostOnly(),
                Behaviour.snapshots("snaps"),
                Behaviour.files("other").throughHostOnly());
        rig.server.stoppedByStranger();
        comesBack(complete(rig.backUp(STOPPED)));
    }

    @Test
    void undoCopy_goesThroughTheHostAsItsBackupDid() throws Exception {
        start(Behaviour.files("host").throughHostOnly());
        rig.options.put("consistency", "backup-mode");
        BackupId id = complete(rig.backUp(Map.of()));
        commit(3);

        Run restore = rig.ended(rig.restores().start(id, true));

        complete(restore);
        assertThat(rig.server.last()).isEqualTo(5);
        complete(rig.ended(rig.restores().undo(restore.id())));
        assertThat(rig.server.last()).isEqualTo(8);
    }

    @Test
    void systemThatRanMeanwhile_isNotProven() throws Exception {
        start(Behaviour.files("host").throughHostOnly());
        rig.server.stoppedByStranger();
        rig.points().when("before blade.copy", () -> {
            rig.server.startedByStranger();
            rig.server.commit();
            rig.server.stoppedByStranger();
        });

        Run run = rig.backUp(STOPPED);

        assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);
        assertThat(run.message()).contains("the system ran while it was copied");
        assertThat(rig.backups().get(run.backup().orElseThrow()).state()).isEqualTo(Backup.State.UNUSABLE);
    }
}
