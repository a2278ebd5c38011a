package org.copyblade.manager.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.Backups;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.Test;

class RestorePlanningTest {

    @Test
    void check26_onlyCompleteBackupsAreUsable() {
        for (Backup.State state : Backup.State.values()) {
            Backup backup = Backups.complete(1, Instant.EPOCH).withState(state, "because");
            assertThat(RestorePlanning.usable(backup))
                    .as("%s", state)
                    .extracting(Finding::check)
                    .isEqualTo(state == Backup.State.COMPLETE ? java.util.List.of() : java.util.List.of(26));
        }
    }

    @Test
    void check27_fuzzyBackup_isNoBackupToRestoreAlone() throws Exception {
        try (ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"))) {
            for (Consistency consistency : new Consistency[] {Consistency.NONE, Consistency.LOG_SUSPEND}) {
                Run run = rig.backUp(Map.of("consistency", consistency.key()));
                assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
                RestorePlan plan = rig.restores().plan(run.backup().orElseThrow(), false);
                assertThat(plan.findings())
                        .as("%s", consistency)
                        .extracting(Finding::check)
                        .isEqualTo(consistency == Consistency.NONE ? java.util.List.of(27) : java.util.List.of());
            }
        }
    }

    /** Negative control beside it: without the copy of today's state nothing is in the way. */
    @Test
    void check37_aRestoreThatCannotBeBesideTheUndoCopy_isRefusedBeforeAnythingIsStopped() throws Exception {
        try (ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"))) {
            BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
            assertThat(rig.restores().plan(id, true).findings()).isEmpty();
            rig.storage.restoreAloneOnly();

            assertThat(rig.restores().plan(id, true).findings()).singleElement().satisfies(finding -> {
                assertThat(finding.check()).isEqualTo(37);
                assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
                assertThat(finding.text())
                        .isEqualTo("today's state cannot be copied: cannot be copied back beside another copy");
                assertThat(finding.hint()).isEqualTo("take none; or restore with --no-undo");
            });
            assertThat(rig.restores().plan(id, false).findings()).isEmpty();
            assertThat(rig.server.isRunning()).isTrue();
        }
    }

    @Test
    void steps_areInTheOrderInWhichTheyAreTaken() throws Exception {
        try (ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"))) {
            BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
            RestorePlan plan = rig.restores().plan(id, true);
            assertThat(plan.undoable()).isTrue();
            assertThat(plan.steps().get(0)).isEqualTo("stop bank");
            assertThat(plan.steps().get(1)).isEqualTo("copy today's state, so that the restore can be undone");
            assertThat(plan.steps().get(2)).isEqualTo("keep everybody from starting bank until it is ready");
            assertThat(plan.steps().subList(3, plan.steps().size() - 2))
                    .hasSize(3)
                    .allMatch(step -> step.startsWith("copy ") && step.contains(" back onto "));
            assertThat(plan.steps())
                    .endsWith("make the restored data ready for start", "start bank and wait until it accepts work");
            assertThat(rig.restores().plan(id, false).steps())
                    .doesNotContain("copy today's state, so that the restore can be undone");
            assertThat(rig.server.isRunning()).isTrue();
        }
    }
}
