package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backups whose copies nobody can end before their time. */
class SecureCopyFlowTest {

    private static final Instant UNTIL = Instant.parse("2031-05-06T07:08:09Z");

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @BeforeEach
    void manyGenerations() {
        rig.options.put("generations", "9");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Run backUp() throws Exception {
        return CrashScene.complete(rig.backUp(Map.of()));
    }

    private Backup.State state(BackupId id) throws Exception {
        return rig.backups().get(id).state();
    }

    /** Warnings and notes that say something of a backup. */
    private static List<Finding> about(BackupId id, Run run) {
        return run.findings().stream()
                .filter(finding -> finding.subject().equals(id.toString()))
                .toList();
    }

    @Test
    void deletion_isRefusedBeforeTheBackupIsGivenUp() throws Exception {
        BackupId old = backUp().backup().orElseThrow();
        backUp();
        rig.storage.secure(Optional.of(UNTIL));

        CopybladeException planned = catchThrowableOfType(
                CopybladeException.class, () -> rig.backups().planDelete(old));
        assertThat(planned.code()).isEqualTo(ErrorCode.BACKUP_SECURE);
        assertThat(planned).hasMessageEndingWith(" is secure until 2031-05-06T07:08:09Z (delete it after that)");
        Run refused = rig.ended(rig.backups().delete(old));
        assertThat(refused.outcome()).contains(Outcome.REFUSED);
        assertThat(refused.message())
                .contains("DCM-6014")
                .contains("backup " + old + " cannot be deleted yet: ")
                .endsWith(" is secure until 2031-05-06T07:08:09Z");
        assertThat(refused.hint()).isEqualTo("delete it after that");
        assertThat(state(old)).isEqualTo(Backup.State.COMPLETE);

        rig.storage.secure(Optional.empty());
        CrashScene.complete(rig.ended(rig.backups().delete(old)));
        assertThat(state(old)).isEqualTo(Backup.State.DELETED);
    }

    @Test
    void retention_passesOverIt_saysSo_andRemovesItLater() throws Exception {
        BackupId old = backUp().backup().orElseThrow();
        rig.options.put("keep.count", "1");
        rig.storage.secure(Optional.of(UNTIL));

        Run night = backUp();
        assertThat(state(old)).isEqualTo(Backup.State.COMPLETE);
        assertThat(about(old, night)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.text())
                    .startsWith("is kept beyond the retention of its profile: ")
                    .endsWith(" is secure until 2031-05-06T07:08:09Z");
            assertThat(finding.hint())
                    .isEqualTo("it goes with the first backup after that; let the profile keep backups for as long as"
                            + " they are secure");
        });
        BackupId free = night.backup().orElseThrow();
        Run next = backUp();
        assertThat(about(old, next)).hasSize(1);
        assertThat(state(old)).isEqualTo(Backup.State.COMPLETE);
        assertThat(state(free)).as("which is not secure").isEqualTo(Backup.State.EXPIRED);

        rig.storage.secure(Optional.empty());
        assertThat(about(old, backUp())).isEmpty();
        assertThat(state(old)).isEqualTo(Backup.State.EXPIRED);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void whatIsGivenUpAlready_isLeftWithANote_untilItCanBeWithdrawn() throws Exception {
        BackupId old = backUp().backup().orElseThrow();
        backUp();
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        assertThat(rig.ended(rig.backups().delete(old)).outcome()).contains(Outcome.FAILED);
        assertThat(state(old)).isEqualTo(Backup.State.DELETED);
        rig.storage.faults().clear();
        rig.storage.secure(Optional.of(UNTIL));

        assertThat(about(old, backUp())).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.NOTE);
            assertThat(finding.text())
                    .startsWith("is given up, and its copy is left until it can be withdrawn: ")
                    .endsWith(" is secure until 2031-05-06T07:08:09Z");
        });
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).containsExactly(old);

        rig.storage.secure(Optional.empty());
        assertThat(about(old, backUp())).isEmpty();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }
}
