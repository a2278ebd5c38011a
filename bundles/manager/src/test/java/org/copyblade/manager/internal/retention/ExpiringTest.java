package org.copyblade.manager.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention as it is carried out after a backup. */
class ExpiringTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @BeforeEach
    void manyGenerations() {
        rig.options.put("generations", "9");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp() throws Exception {
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    private Backup.State state(BackupId id) throws Exception {
        return rig.backups().get(id).state();
    }

    @Test
    void withoutCountAndAge_everyGenerationIsKept() throws Exception {
        BackupId first = backUp();
        backUp();
        backUp();
        assertThat(state(first)).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void beyondTheCount_copiesGo_butNeitherHeldNorLastVerified() throws Exception {
        BackupId verified = backUp();
        assertThat(rig.ended(rig.backups().verify(verified)).outcome()).contains(Outcome.COMPLETE);
        BackupId held = backUp();
        rig.backups().hold(held);
        BackupId old = backUp();
        rig.options.put("keep.count", "1");
        BackupId newest = backUp();

        assertThat(state(verified)).isEqualTo(Backup.State.COMPLETE);
        assertThat(state(held)).isEqualTo(Backup.State.COMPLETE);
        assertThat(state(old)).isEqualTo(Backup.State.EXPIRED);
        assertThat(state(newest)).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void copyThatCannotBeWithdrawn_doesNotSpoilTheNewBackup_andGoesWithTheNext() throws Exception {
        BackupId old = backUp();
        rig.options.put("keep.count", "1");
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        backUp();
        assertThat(state(old)).isEqualTo(Backup.State.EXPIRED);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).containsExactly(old);

        rig.storage.faults().clear();
        backUp();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }
}
