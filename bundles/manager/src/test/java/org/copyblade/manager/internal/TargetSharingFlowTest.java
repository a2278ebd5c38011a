package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.Consistency;
import org.copyblade.api.Finding;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan sees every usable backup of another profile on its targets, however many backups there are. */
class TargetSharingFlowTest {

    /** More than any list of backups that a plan would read as a whole. */
    private static final int YOUNGER = 2_000;

    private final ManagerRig rig = new ManagerRig(Behaviour.pairs("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private List<String> shared(BackupPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.check() == 10)
                .map(Finding::text)
                .toList();
    }

    private BackupPlan plan() throws Exception {
        return rig.backups().plan(ManagerRig.SYSTEM, Map.of());
    }

    private void save(String profile, Backup.State state, long from, int count, String target) throws Exception {
        List<Change> changes = new ArrayList<>();
        for (long number = from; number < from + count; number++) {
            Backup.Copy copy =
                    new Backup.Copy("G" + (1_000_000 + number), "memory", "array", "fast", List.of("v -> " + target));
            Backup backup = new Backup(
                    BackupId.of(number),
                    RunId.of(number),
                    profile,
                    "ledger",
                    state,
                    "",
                    Consistency.LOG_SUSPEND,
                    1,
                    Instant.EPOCH,
                    Optional.of(Instant.EPOCH),
                    OptionalLong.empty(),
                    "",
                    Optional.empty(),
                    false,
                    List.of(copy));
            changes.add(new Change.SaveBackup(new StoredBackup(backup, "{}", true)));
        }
        rig.catalog.commit(changes);
    }

    @Test
    void oldBackupOfAnotherProfile_isSeenBehindManyYoungerOnes() throws Exception {
        String target = plan().copies().get(0).target();
        assertThat(shared(plan())).isEmpty();

        save("weekly", Backup.State.COMPLETE, 1, 1, target);
        save("hourly", Backup.State.COMPLETE, 2, YOUNGER, "elsewhere");

        assertThat(shared(plan()))
                .containsExactly("is a target of another profile, too: backup B1 of profile 'weekly' is on it");
    }

    /** The control: what has no copy any more, and what is this profile's own, shares nothing. */
    @Test
    void backupsWithoutACopy_andThoseOfTheProfileItself_areNoMatter() throws Exception {
        String target = plan().copies().get(0).target();
        save("weekly", Backup.State.OVERWRITTEN, 1, 1, target);
        save(ManagerRig.SYSTEM, Backup.State.EXPIRED, 2, 1, target);

        assertThat(shared(plan())).isEmpty();
    }

    @Test
    void allBackupsOnATarget_areNamed_newestFirst() throws Exception {
        String target = plan().copies().get(0).target();
        save("weekly", Backup.State.COMPLETE, 1, 1, target);
        save("monthly", Backup.State.COMPLETE, 2, 2, target);

        assertThat(shared(plan()))
                .containsExactly("is a target of another profile, too: backups B3 of profile 'monthly', B2 of profile"
                        + " 'monthly', B1 of profile 'weekly' are on it");
    }

    @Test
    void pastFive_backupsOnATargetAreNotNamed() throws Exception {
        String target = plan().copies().get(0).target();
        save("weekly", Backup.State.COMPLETE, 1, 8, target);

        assertThat(shared(plan()))
                .containsExactly(
                        "is a target of another profile, too: backups B8 of profile 'weekly', B7 of profile"
                                + " 'weekly', B6 of profile 'weekly', B5 of profile 'weekly', B4 of profile 'weekly' and more are on it");
    }

    private void otherProfile(String name, Map<String, String> changes) {
        Map<String, String> options = new HashMap<>(rig.options);
        options.putAll(changes);
        rig.otherProfiles.put(name, options);
    }

    private static List<String> errors(BackupPlan plan) {
        return plan.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> finding.subject() + " " + finding.text())
                .toList();
    }

    @Test
    void undoPoolOfAnotherProfile_isLeftToIt() throws Exception {
        assertThat(plan().copies()).allMatch(copy -> !copy.target().startsWith(ManagerRig.RESERVE));
        rig.options.put("target.pool", "target-");
        otherProfile("ledger", Map.of("undo.target.pool", "target-0,target-1"));

        BackupPlan plan = plan();

        assertThat(errors(plan)).isEmpty();
        assertThat(plan.copies()).noneMatch(copy -> copy.target().matches("target-[01].*"));
    }

    @Test
    void undoPoolOfAnotherProfile_asPoolOfThisOne_isRefused_byTheNameOfTheProfile() throws Exception {
        otherProfile("ledger", Map.of("undo.target.pool", ManagerRig.RESERVE));
        rig.options.put("target.pool", ManagerRig.RESERVE);

        BackupPlan plan = plan();

        assertThat(errors(plan)).isNotEmpty();
        assertThat(plan.findings()).anySatisfy(finding -> {
            assertThat(finding.subject()).isEqualTo("blade memory@array");
            assertThat(finding.text())
                    .isEqualTo("leaves what is reserved for undo copies: 'undo.target.pool' of profile 'ledger'");
            assertThat(finding.hint()).startsWith("give each profile targets of its own");
        });
    }

    @Test
    void undoTargetOfAnotherProfile_asFixedTargetOfThisOne_isRefused_byTheNameOfTheProfile() throws Exception {
        BackupPlan.PlannedCopy first = plan().copies().get(0);
        rig.options.put("targets", first.source() + ":target-9");
        otherProfile("ledger", Map.of("undo.targets", "elsewhere:target-9"));

        BackupPlan plan = plan();

        assertThat(errors(plan)).anyMatch(error -> error.contains("target target-9 is reserved for undo copies"));
        assertThat(plan.findings())
                .extracting(Finding::text)
                .contains("leaves what is reserved for undo copies: 'undo.targets' of profile 'ledger'");
    }

    /** The control: who reserves nothing, and what is for undo copies itself, keeps nobody off. */
    @Test
    void oneAndTheSamePoolForBoth_reservesNothing() throws Exception {
        otherProfile("ledger", Map.of("target.pool", "target-", "undo.target.pool", "target-"));

        assertThat(errors(plan())).isEmpty();
        assertThat(plan().findings()).noneMatch(finding -> finding.text().contains("reserved"));
    }
}
