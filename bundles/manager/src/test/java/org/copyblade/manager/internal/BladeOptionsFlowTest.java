package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Options that are said of single blades of a backup over several. */
class BladeOptionsFlowTest {

    private final ManagerRig rig =
            new ManagerRig(List.of(Behaviour.snapshots("snaps"), Behaviour.pairs("pairs"), Behaviour.jobs("jobs")));

    @AfterEach
    void close() {
        rig.close();
    }

    private void commit(int times) {
        for (int i = 0; i < times; i++) {
            rig.server.commit();
        }
    }

    @Test
    void optionsOfOneBlade_reachThatOneAlone_andPlanAndEvidenceSayIt() throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        rig.options.put("undo.target.pool.of.blade", "memory@pairs=" + ManagerRig.RESERVE);
        // The control: what the others do not know they refuse, and the finding says who and what.
        BackupPlan refused = rig.backups().plan(ManagerRig.SYSTEM, Map.of("incremental", "yes"));
        assertThat(refused.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.subject()).isEqualTo("incremental"))
                .extracting(Finding::text)
                .contains("blade memory@snaps: changes are not recorded");

        rig.options.put("incremental.of.blade", "memory@pairs=yes");
        commit(3);
        Run first = rig.backUp(Map.of());
        assertThat(first.outcome()).as(first.message() + first.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.backups().evidence(first.backup().orElseThrow()).facts())
                .filteredOn(fact -> fact.name().startsWith("options of blade "))
                .singleElement()
                .satisfies(fact -> assertThat(fact.name() + ": " + fact.value())
                        .isEqualTo("options of blade memory@pairs: undo.target.pool=" + ManagerRig.RESERVE
                                + ", incremental=yes"));
        BackupPlan plan = rig.backups().plan(ManagerRig.SYSTEM, Map.of());
        assertThat(plan.findings())
                .extracting(Finding::text)
                .anyMatch(text -> text.startsWith("goes by options of its own: "))
                .anyMatch(text -> text.startsWith("only what has changed since copy group "));

        commit(4);
        BackupId second = rig.backUp(Map.of()).backup().orElseThrow();
        commit(5);
        Run restore = rig.ended(rig.restores().start(second, true));
        assertThat(restore.outcome()).as(restore.message() + restore.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(7);
        Run undo = rig.ended(rig.restores().undo(restore.id()));
        assertThat(undo.outcome()).as(undo.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(12);
    }

    @Test
    void methodThatABladeRefuses_isNamedWithBladeAndOption_andNothingIsSuspended() throws Exception {
        rig.options.put("method.of.blade", "memory@jobs=clone");
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(run.findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("method");
                    assertThat(finding.text()).isEqualTo("blade memory@jobs: there is no method clone");
                    assertThat(finding.hint()).endsWith("; 'method.of.blade' sets it for one blade");
                });
        assertThat(rig.points().trace())
                .extracting(CrashPoints.Point::name)
                .contains("before jobs.plan")
                .doesNotContain("before system.suspend", "before jobs.prepare");
    }
}
