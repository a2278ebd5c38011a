package org.copyblade.manager.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
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

    private void assertCannotBeHeld(BackupId id, Backup.State givenUp) throws Exception {
        assertThat(state(id)).isEqualTo(givenUp);
        assertThatThrownBy(() -> rig.backups().hold(id))
                .isInstanceOf(CopybladeException.class)
                .hasMessage("cannot hold backup " + id + ": it is " + givenUp)
                .extracting(e -> ((CopybladeException) e).code())
                .isEqualTo(ErrorCode.BACKUP_NOT_USABLE);
        assertThat(rig.backups().get(id).held()).isFalse();
    }

    @Test
    void deletedOrExpiredBackup_cannotBeHeld() throws Exception {
        BackupId deleted = backUp();
        BackupId expired = backUp();
        backUp();
        assertThat(rig.ended(rig.backups().delete(deleted)).outcome()).contains(Outcome.COMPLETE);
        rig.options.put("keep.count", "1");
        backUp();
        assertCannotBeHeld(deleted, Backup.State.DELETED);
        assertCannotBeHeld(expired, Backup.State.EXPIRED);
    }

    @Test
    void overwrittenBackup_cannotBeHeld() throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        BackupId overwritten = backUp();
        backUp();
        assertCannotBeHeld(overwritten, Backup.State.OVERWRITTEN);
    }

    @Test
    void withoutCount_asManyAsGenerationsAreKept_alsoAfterThereAreFewer() throws Exception {
        rig.options.put("generations", "5");
        List<BackupId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(backUp());
        }
        rig.options.put("generations", "3");
        ids.add(backUp());
        assertThat(complete()).containsExactlyInAnyOrderElementsOf(ids.subList(3, 6));
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void fewerGenerationsInOneCommand_takeNothingFromTheProfile() throws Exception {
        rig.options.put("generations", "4");
        List<BackupId> ids = List.of(backUp(), backUp(), backUp());
        Run run = rig.backUp(Map.of("generations", "1", "overwrite.last", "true"));
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(complete()).contains(ids.get(1), ids.get(2), run.backup().orElseThrow());
    }

    private List<BackupId> complete() throws Exception {
        return rig.backups().list(BackupQuery.NEWEST).stream()
                .filter(backup -> backup.state() == Backup.State.COMPLETE)
                .map(Backup::id)
                .toList();
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
