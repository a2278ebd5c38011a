package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * System Level Backups of a data sharing group at work: taken, checked by the laboratory's checker, restored in place. Every
 * build has one by suspension and the control; the others need {@code -Pmatrix}.
 */
class ImsBackupIT {

    private static final int MOST_FUZZY = 12;

    /** Database data sets and areas of the group. */
    private static final int UNITS = 6;

    /** Of the laboratory's volumes for DFSMSdss a third is for data sets. */
    private static final Map<String, String> DATA_SETS =
            Map.of("target.volumes", "BK0310-BK0316,BK0320-BK0326", "data.set.volumes", "BK0330-BK0336");

    @TempDir
    private Path directory;

    private ImsRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new ImsRig(directory);
        rig.workUntilArchived();
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    /** Both, or one that is another one every time. */
    static List<String> profiles() {
        List<String> all = List.of("flashcopy", "dfsmsdss");
        return Boolean.getBoolean("copyblade.matrix") ? all : List.of(all.get(new Random().nextInt(all.size())));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void bySuspension_copiesAreConsistentAndRestored(String profile) throws Exception {
        backupAndRestore(profile);
        assertThat(rig.hostBytes()).as("bytes through the host").isZero();
    }

    /** What was restored cannot be gone on from, and the backup after it copies everything once. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void incrementalByFlashCopy_goesOnFromTheBackupThatGivesWay_andIsConsistentAndRestored() throws Exception {
        Map<String, String> incremental =
                Map.of("incremental", "yes", "generations", "1", "overwrite.last", "true", "background.wait.s", "600");
        BackupId first = complete(rig.backup("flashcopy", incremental));
        Map<String, String> targets = rig.pairs(first);
        rig.work(50);
        List<Evidence.Acknowledged> acknowledged = rig.plex().acknowledged();

        Run run = rig.backup("flashcopy", incremental);

        BackupId second = complete(run);
        assertThat(run.findings())
                .anyMatch(finding -> finding.check() == 18 && finding.severity() == Finding.Severity.NOTE);
        assertThat(rig.pairs(second)).isEqualTo(targets);
        CheckReport copy = rig.checkCopy(second, new Evidence(true, rig.heldAt(second), acknowledged));
        assertThat(copy.findings()).as(copy.facts().toString()).isEmpty();
        assertThat(rig.get(first).state()).isEqualTo(Backup.State.OVERWRITTEN);

        complete(rig.restore(second));
        rig.work(50);
        CheckReport originals = rig.checkOriginals(acknowledged);
        assertThat(originals.findings()).as(originals.facts().toString()).isEmpty();
        BackupId third = complete(rig.backup("flashcopy", incremental));
        copy = rig.checkCopy(third, new Evidence(true, rig.heldAt(third), acknowledged));
        assertThat(copy.findings()).as(copy.facts().toString()).isEmpty();
    }

    /** No window is long enough for it; of a group that is down it needs none. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void throughTheHost_isForAStoppedGroup() throws Exception {
        Map<String, String> host = Map.of("fast.replication", "none");
        assertThat(rig.plan("dfsmsdss", host).findings())
                .anyMatch(finding -> finding.check() == 34 && finding.severity() == Finding.Severity.ERROR);
        List<Evidence.Acknowledged> acknowledged = rig.plex().acknowledged();
        rig.stopGroup();

        BackupId id = complete(rig.backup("dfsmsdss", Map.of("fast.replication", "none", "consistency", "stopped")));

        assertThat(rig.hostBytes()).as("bytes through the host").isPositive();
        CheckReport copy = rig.checkCopy(id, new Evidence(true, Map.of(), acknowledged));
        assertThat(copy.findings()).as(copy.facts().toString()).isEmpty();
        complete(rig.restore(id));
        rig.work(50);
        CheckReport originals = rig.checkOriginals(acknowledged);
        assertThat(originals.findings()).as(originals.facts().toString()).isEmpty();
    }

    /** Everything that comes and goes is copied with its volume, and so is the catalog that knows it. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void byDataSet_databasesAreConsistentAndRestored() throws Exception {
        rig.close();
        rig = new ImsRig(directory.resolve("data-sets"), DATA_SETS);
        rig.workUntilArchived();
        Map<String, String> profile = new HashMap<>(Map.of("method.of.blade", "dfsmsdss=data-set"));
        assertThat(rig.plan("dfsmsdss", profile).findings())
                .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                .extracting(Finding::check)
                .contains(1, 2, 3);
        profile.put("blade", "flashcopy");
        profile.put(
                "blade.of.data.set",
                rig.databases().stream().map(name -> name + "=dfsmsdss").collect(Collectors.joining(",")));
        List<Evidence.Acknowledged> acknowledged = rig.plex().acknowledged();

        BackupId id = complete(rig.backup("dfsmsdss", profile));

        List<String> pairs = rig.get(id).copies().stream()
                .filter(copy -> copy.blade().equals("dfsmsdss"))
                .flatMap(copy -> copy.targets().stream())
                .toList();
        assertThat(pairs).hasSize(UNITS).allMatch(pair -> pair.startsWith("BANKPRD.DB."));
        assertThat(rig.hostBytes()).as("bytes through the host").isZero();
        rig.work(1000);
        complete(rig.restore(id));
        rig.work(500);
        CheckReport originals = rig.checkOriginals(acknowledged);
        assertThat(originals.findings()).as(originals.facts().toString()).isEmpty();
    }

    /** No member is told anything: the storage holds all writes from the first pair to the last. */
    @ParameterizedTest
    @ValueSource(strings = {"flashcopy", "dfsmsdss"})
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void underAHoldOfTheStorage_copiesAreConsistent(String profile) throws Exception {
        List<Evidence.Acknowledged> acknowledged = rig.plex().acknowledged();

        Run run = rig.backup(profile, Map.of("consistency", "storage", "suspend.limit.ms", "120000"));

        assertThat(run.outcome()).as(run.message() + " " + run.findings()).contains(Outcome.COMPLETE);
        CheckReport copy = rig.checkCopy(run.backup().orElseThrow(), new Evidence(true, Map.of(), acknowledged));
        assertThat(copy.findings()).as(copy.facts().toString()).isEmpty();
        rig.work(50);
    }

    /** Negative control: it is the suspension that makes copies consistent, and the checker that sees it. */
    @Test
    void withoutSuspension_copiesAreFoundBroken() throws Exception {
        CheckReport report = null;
        for (int copy = 0; copy < MOST_FUZZY && (report == null || report.isClean()); copy++) {
            Run run = rig.backup("flashcopy", Map.of("consistency", "none", "overwrite.last", "true"));
            assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
            report = rig.checkCopy(run.backup().orElseThrow(), Evidence.none());
            rig.work(20);
        }
        assertThat(report.broken()).isNotEmpty();
    }

    /**
     * The RECON that comes back names a copy that was deleted since, and not the one restored. What the restore has had to do
     * about it is the control: without that it would have stayed so.
     */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void afterARestore_theReconNamesTheCopiesThatAreThere() throws Exception {
        BackupId gone = complete(rig.backup("dfsmsdss", Map.of("register", "true")));
        BackupId kept = complete(rig.backup("flashcopy", Map.of("register", "true")));
        complete(rig.delete(gone));
        assertThat(rig.registered(gone)).isZero();
        assertThat(rig.registered(kept)).isEqualTo(UNITS);

        Run restored = rig.restore(kept);

        complete(restored);
        assertThat(rig.outcomes(restored.id(), "deregister")).containsExactly(UNITS + " forgotten");
        assertThat(rig.outcomes(restored.id(), "register-again")).containsExactly(UNITS + " told, 0 known");
        assertThat(rig.registered(gone)).isZero();
        assertThat(rig.registered(kept)).isEqualTo(UNITS);
        rig.work(50);
    }

    private static BackupId complete(Run run) {
        assertThat(run.outcome()).as(run.message() + " " + run.findings()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    private void backupAndRestore(String profile) throws Exception {
        List<Evidence.Acknowledged> acknowledged = rig.plex().acknowledged();
        Run run = rig.backup(profile, Map.of("register", "true"));
        assertThat(run.outcome()).as(run.message() + " " + run.findings()).contains(Outcome.COMPLETE);
        BackupId id = run.backup().orElseThrow();
        Backup backup = rig.get(id);
        assertThat(rig.pairs(id)).containsOnlyKeys(ImsRig.SOURCES.keySet());
        Map<String, Evidence.LogRange> held = rig.heldAt(id);
        assertThat(held).containsOnlyKeys("IMS1", "IMS2");
        CheckReport copy = rig.checkCopy(id, new Evidence(true, held, acknowledged));
        assertThat(copy.findings()).as(copy.facts().toString()).isEmpty();
        assertThat(rig.registered(id)).as("copies registered in the RECON").isEqualTo(UNITS);
        rig.work(100);

        Run restored = rig.restore(id);

        assertThat(restored.outcome())
                .as(restored.message() + " " + restored.findings())
                .contains(Outcome.COMPLETE);
        rig.work(50);
        CheckReport originals = rig.checkOriginals(acknowledged);
        assertThat(originals.findings()).as(originals.facts().toString()).isEmpty();
        System.out.println("figure: SLB of IMS by " + profile + ", held "
                + backup.windowMicros().orElseThrow() / 1000.0 + " ms; " + restored.message());
    }
}
