package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deletion would withdraw is shown before it is done, and is what it then withdraws. */
class DeletePlanFlowTest {

    private ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp() throws Exception {
        return CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
    }

    private List<String> withdrawals(BackupId id) throws Exception {
        return rig.backups().get(id).copies().stream()
                .flatMap(copy -> copy.targets().stream()
                        .map(pair -> pair.split(" -> "))
                        .map(pair -> "withdraw " + pair[1] + ", the copy of " + pair[0] + ", by blade " + copy.blade()
                                + "@" + copy.endpoint()))
                .toList();
    }

    private static String writtenDown(BackupId id) {
        return "write down that backup " + id
                + " is DELETED; its record, its evidence and the journal of its run stay in the catalog";
    }

    @Test
    void plan_showsAllThatGoes_andChangesNothing(@TempDir Path manifests) throws Exception {
        rig.options.put("register", "true");
        rig.options.put("manifest.directory", manifests.toString());
        BackupId old = backUp();
        BackupId young = backUp();
        List<Run> runs = rig.runs().list(100);
        List<Backup> backups = rig.backups().list(BackupQuery.NEWEST);
        List<FoundCopy> copies = rig.copies();

        DeletePlan plan = rig.backups().planDelete(old);

        Path manifest = manifests.resolve("bank-" + old + ".json");
        assertThat(plan.backup()).isEqualTo(old);
        assertThat(plan.system()).isEqualTo("bank");
        assertThat(plan.steps())
                .startsWith(writtenDown(old), "take backup " + old + " out of the recovery control of bank")
                .containsAll(withdrawals(old))
                .endsWith("remove its manifest " + manifest)
                .hasSize(3 + withdrawals(old).size());
        assertThat(plan.lost())
                .containsExactly("bank as it was at "
                        + shownHere(rig.backups().get(old).pointInTime().orElseThrow()) + " (0 minutes)");
        assertThat(plan.others()).containsExactly(young);
        assertThat(plan.findings()).isEmpty();

        assertThat(rig.runs().list(100)).isEqualTo(runs);
        assertThat(rig.backups().list(BackupQuery.NEWEST)).isEqualTo(backups);
        assertThat(rig.copies()).isEqualTo(copies);
        assertThat(rig.server.registered()).contains(old.value(), young.value());
        assertThat(manifest).exists();

        // The control: all of that goes, and nothing of the other.
        CrashScene.complete(rig.ended(rig.backups().delete(old)));
        assertThat(rig.server.registered()).containsExactly(young.value());
        assertThat(manifest).doesNotExist();
        assertThat(rig.copies()).hasSizeLessThan(copies.size()).isNotEmpty();
        assertThat(rig.backups().evidence(old).proven()).isTrue();
        assertThat(rig.backups().planDelete(old).steps()).isEmpty();
        assertThat(rig.backups().planDelete(old).lost()).isEmpty();
    }

    /** As the commands show it in their tables. */
    private static String shownHere(Instant moment) {
        return moment.atZone(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
    }

    @Test
    void planOfWhatMayNotGo_isRefusedAsTheDeletionItself() throws Exception {
        assertRefused(new BackupId("B99"), ErrorCode.BACKUP_UNKNOWN);
        BackupId held = backUp();
        BackupId last = backUp();
        assertRefused(last, ErrorCode.BACKUP_LAST_GOOD);
        rig.backups().hold(held);
        assertRefused(held, ErrorCode.BACKUP_PROTECTED);
        rig.backups().unhold(held);
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = rig.ended(rig.restores().start(held, false));
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        assertRefused(held, ErrorCode.BACKUP_PROTECTED);
    }

    private void assertRefused(BackupId id, ErrorCode code) {
        for (Asking asking : List.<Asking>of(
                () -> rig.backups().planDelete(id), () -> rig.backups().delete(id))) {
            assertThatThrownBy(asking::ask)
                    .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                            .isEqualTo(code));
        }
    }

    private interface Asking {
        void ask() throws CopybladeException;
    }

    @Test
    void planOfAnUndoCopy_saysThatTheRestoreCannotBeUndoneAnyMore() throws Exception {
        BackupId id = backUp();
        Run restore = CrashScene.complete(rig.ended(rig.restores().start(id, true)));
        BackupId copy = rig.restores().planUndo(restore.id()).backup();

        BackupId next = backUp();

        assertThat(rig.backups().planDelete(copy).lost())
                .contains("the state from before run " + restore.id() + ", which cannot be undone any more");
        assertThat(rig.backups().planDelete(copy).others()).containsExactly(next, id);
        assertThat(rig.backups().planDelete(id).others()).containsExactly(next);
    }

    @Test
    void planOfAGenerationThatTheNextWouldGoOnFrom_saysSo() throws Exception {
        rig.close();
        rig = new ManagerRig(Behaviour.pairs("array").withBackgroundCopy(Duration.ZERO));
        BackupId full = backUp();
        backUp();
        assertThat(rig.backups().planDelete(full).lost()).hasSize(1);

        rig.options.put("incremental", "yes");
        assertThat(rig.backups().planDelete(full).lost())
                .contains(
                        "what the next incremental backup in generation 1 would go on from: it copies everything once");
        rig.options.clear();
        assertThat(rig.backups().planDelete(full).lost()).as("profile is gone").hasSize(1);
    }

    @Test
    void copiesThatAreGone_orWhoseBladeOrAdapterIsNotThere_areToldAsWhatTheyAre() throws Exception {
        rig.options.put("register", "true");
        rig.absent = Duration.ofMillis(1);
        rig.restart(CrashPoints.none());
        BackupId old = backUp();
        backUp();
        rig.removeBlade(0);
        rig.removeSystem();

        DeletePlan plan = rig.backups().planDelete(old);

        assertThat(plan.steps())
                .startsWith(writtenDown(old))
                .containsAll(withdrawals(old))
                .noneMatch(step -> step.contains("recovery control"));
        assertThat(plan.findings())
                .allMatch(finding -> finding.severity() == Finding.Severity.WARNING)
                .extracting(Finding::text)
                .anyMatch(
                        text -> text.startsWith(
                                "would keep its copies until the recovery control of bank can be told to forget it, in a later run: "))
                .anyMatch(text -> text.startsWith("would stay until its blade can withdraw it, in a later run: ")
                        && text.endsWith("blade memory@array is not there"));
    }

    @Test
    void recoveryControlThatCannotForget_isLeftToAnOperator() throws Exception {
        rig.options.put("register", "true");
        rig.forgetful = false;
        rig.upgradeSystem();
        BackupId old = backUp();
        backUp();

        DeletePlan plan = rig.backups().planDelete(old);

        assertThat(plan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(old.value());
            assertThat(finding.text())
                    .isEqualTo(
                            "would still be named by the recovery control of bank, for the adapter cannot take it out");
            assertThat(finding.hint()).contains("by hand");
        });
        assertThat(plan.steps()).noneMatch(step -> step.contains("recovery control"));
    }
}
