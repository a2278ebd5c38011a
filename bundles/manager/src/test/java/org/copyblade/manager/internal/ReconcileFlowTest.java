package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Reconciliation;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.manifest.ManifestFiles;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that bear no id, and manifests that lie apart from their copies. */
class ReconcileFlowTest {

    @TempDir
    Path manifests;

    private ManagerRig rig;

    @BeforeEach
    void open() {
        rig = new ManagerRig(Behaviour.pairs("array").withHoldTimer(Duration.ofSeconds(119)));
        rig.options.put("manifest.directory", manifests.toString());
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

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(manifests)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void pairsOfABackup_areNotForeign_andForeignPairsAre() throws Exception {
        backUp();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();

        ManagerRig other = new ManagerRig(rig.storage, rig.server);
        try {
            assertThat(other.reconciliation().reconcile(false).items())
                    .extracting(Reconciliation.Item::what)
                    .isNotEmpty();
        } finally {
            other.close();
        }
    }

    @Test
    void pairsOfABackupThatWasGivenUp_areALeftover() throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.LOST_REPLY);
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).contains(Outcome.UNUSABLE);
        rig.storage.faults().clear();

        assertThat(rig.reconciliation().reconcile(true).items())
                .extracting(Reconciliation.Item::what)
                .containsExactly("a leftover of " + run.backup().orElseThrow() + ", which is UNUSABLE");
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    /** Once to see whose pairs a blade shows that bear no name, once for what they are, and once where that is told. */
    @Test
    void leftoverIsReadOnceForEachThingThatIsAskedOfIt() throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.LOST_REPLY);
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        assertThat(rig.backUp(Map.of()).outcome()).contains(Outcome.UNUSABLE);
        rig.storage.faults().clear();
        int before = rig.catalog.backupsRead();

        assertThat(rig.reconciliation().reconcile(false).items()).hasSize(1);
        assertThat(rig.catalog.backupsRead() - before).isEqualTo(3);
    }

    /** What the blades list first is so withdrawn under a lock, once, and shows itself as a run. */
    @Test
    void leftover_isWithdrawnByARun() throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.LOST_REPLY);
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();

        assertThat(rig.reconciliation().reconcile(true).items())
                .extracting(Reconciliation.Item::what, Reconciliation.Item::action)
                .allSatisfy(item -> assertThat(item.toList().toString())
                        .startsWith("[a leftover of " + id + ", which is UNUSABLE: run R2: DCM-")
                        .endsWith(", ]"));
        rig.storage.faults().clear();
        rig.reconciliation().reconcile(true);

        assertThat(rig.runs().list(2)).allSatisfy(run -> {
            assertThat(run.kind()).isEqualTo(Run.Kind.DELETE);
            assertThat(run.backup()).contains(id);
        });
        assertThat(rig.runs().list(1).get(0).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void secondRepairAtOneTime_isRefused() throws Exception {
        List<Throwable> refused = new ArrayList<>();
        rig.points()
                .when(
                        "before blade.list",
                        () -> refused.add(
                                catchThrowable(() -> rig.reconciliation().reconcile(true))));

        rig.reconciliation().reconcile(true);

        assertThat(refused).hasSize(1).first().isInstanceOfSatisfying(CopybladeException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SYSTEM_BUSY);
            assertThat(e).hasMessage("another reconciliation repairs; run slb:reconcile --repair after it");
        });
        rig.points().when("before blade.list", () -> {});
        rig.reconciliation().reconcile(true);
    }

    @Test
    void lostCatalog_isRebuiltFromTheSecondDirectoryAlone() throws Exception {
        rig.storage.faults().always(Faults.Step.KEEP, Faults.Fault.LIES);
        for (int i = 0; i < 5; i++) {
            rig.server.commit();
        }
        BackupId id = backUp();
        assertThat(files()).containsExactly("bank-" + id + ".json");
        ManagerRig empty = new ManagerRig(rig.storage, rig.server);
        empty.options.put("manifest.directory", manifests.toString());
        try {
            empty.reconciliation().reconcile(true);
            assertThat(empty.backups().list(BackupQuery.NEWEST))
                    .extracting(Backup::id, Backup::state)
                    .containsExactly(org.assertj.core.api.Assertions.tuple(id, Backup.State.COMPLETE));
            assertThat(empty.reconciliation().reconcile(false).items()).isEmpty();
            rig.server.commit();
            Run restore = empty.ended(empty.restores().start(id, false));
            assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
            assertThat(rig.server.last()).isEqualTo(5);
        } finally {
            empty.close();
        }
    }

    /** On the day that all else is lost an empty report would say that there is nothing to take back. */
    @Test
    void secondDirectoryThatIsNotMounted_isShown() throws Exception {
        String gone = manifests.resolve("gone").toString();
        rig.options.put("manifest.directory", gone);

        assertThat(rig.reconciliation().reconcile(false).items())
                .containsExactly(new Reconciliation.Item(
                        gone,
                        "no directory of manifests; if backups were taken, mount it before anything is taken back",
                        ""));

        backUp();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void manifestWhoseCopiesAreGone_isShown_andBringsNothingBack() throws Exception {
        BackupId id = backUp();
        byte[] kept = Files.readAllBytes(manifests.resolve("bank-" + id + ".json"));
        backUp();
        assertThat(rig.ended(rig.backups().delete(id)).outcome()).contains(Outcome.COMPLETE);
        Files.write(manifests.resolve("kept.json"), kept);
        ManagerRig empty = new ManagerRig(rig.storage, rig.server);
        empty.options.put("manifest.directory", manifests.toString());
        try {
            assertThat(empty.reconciliation().reconcile(true).items())
                    .extracting(Reconciliation.Item::what)
                    .anyMatch(what -> what.startsWith("the manifest of " + id + " of bank: copy group "));
            assertThat(empty.backups().list(BackupQuery.NEWEST))
                    .extracting(Backup::id)
                    .doesNotContain(id);
        } finally {
            empty.close();
        }
    }

    @Test
    void manifest_goesWithItsBackup_andThatOfAnotherStays() throws Exception {
        rig.options.put("generations", "3");
        BackupId first = backUp();
        BackupId second = backUp();
        BackupId third = backUp();
        assertThat(files()).hasSize(3);
        rig.ended(rig.backups().delete(first));
        assertThat(files()).containsExactly("bank-" + second + ".json", "bank-" + third + ".json");

        // Of an older catalog that gave the same number.
        Files.copy(
                manifests.resolve("bank-" + third + ".json"),
                manifests.resolve("bank-" + second + ".json"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        rig.ended(rig.backups().delete(second));
        assertThat(files()).hasSize(2);
    }

    @Test
    void newCatalogThatBacksUpFirst_overwritesNoManifestOfAnOlderOne() throws Exception {
        ManagerRig snapshots = new ManagerRig(Behaviour.snapshots("array"));
        snapshots.options.put("manifest.directory", manifests.toString());
        ManagerRig empty = new ManagerRig(snapshots.storage, snapshots.server);
        empty.options.put("manifest.directory", manifests.toString());
        try {
            BackupId id = snapshots.backUp(Map.of()).backup().orElseThrow();
            String old = Files.readString(manifests.resolve("bank-" + id + ".json"));
            Run second = empty.backUp(Map.of("consistency", "storage"));
            assertThat(second.outcome()).as(second.message()).contains(Outcome.COMPLETE);
            assertThat(second.backup()).contains(id);
            assertThat(Files.readString(manifests.resolve("bank-" + id + ".json")))
                    .isNotEqualTo(old);
            assertThat(files()).hasSize(2).anyMatch(file -> holds(file, old));
        } finally {
            empty.close();
            snapshots.close();
        }
    }

    /** What is taken back gets numbers above those of a new catalog, and is older all the same. */
    @Test
    void catalogThatBacksUpBeforeItIsRebuilt_givesTheOldestAwayFirst_notTheNewest() throws Exception {
        ManagerRig snapshots = new ManagerRig(Behaviour.snapshots("array"));
        ManagerRig empty = new ManagerRig(snapshots.storage, snapshots.server);
        empty.options.put("generations", "3");
        try {
            snapshots.backUp(Map.of());
            snapshots.backUp(Map.of());
            Run newest = empty.backUp(Map.of("consistency", "storage"));
            assertThat(newest.outcome()).as(newest.message()).contains(Outcome.COMPLETE);
            empty.reconciliation().reconcile(true);
            assertThat(empty.backups().list(BackupQuery.NEWEST))
                    .extracting(Backup::startedAt)
                    .hasSize(3)
                    .isSortedAccordingTo(Comparator.reverseOrder());
            Backup oldest = empty.backups().list(BackupQuery.NEWEST).get(2);
            empty.options.put("generations", "2");
            Run next = empty.backUp(Map.of("consistency", "storage"));
            assertThat(next.outcome()).as(next.message()).contains(Outcome.COMPLETE);
            assertThat(empty.backups().get(oldest.id()).state()).isNotEqualTo(Backup.State.COMPLETE);
            assertThat(empty.backups().get(newest.backup().orElseThrow()).state())
                    .isEqualTo(Backup.State.COMPLETE);
            assertThat(empty.backups().list(BackupQuery.NEWEST).get(0).id())
                    .isEqualTo(next.backup().orElseThrow());
        } finally {
            empty.close();
            snapshots.close();
        }
    }

    /** Its number is given away already, but nobody else knows yet who has it. */
    @Test
    void backupWhoseNumberWasGivenAwayAtThisMoment_isTakenBackUnderAnother() throws Exception {
        takesBackUnderAnother("after catalog.next", ReconcileFlowTest::hasRun);
    }

    /** Its number is given away already, and written down only when its generation is free. */
    @Test
    void backupWhoseNumberARunHasJustTaken_isTakenBackUnderAnother() throws Exception {
        takesBackUnderAnother("before catalog.commit", ReconcileFlowTest::hasNumber);
    }

    private static void takesBackUnderAnother(String point, Predicate<ManagerRig> moment) throws Exception {
        ManagerRig snapshots = new ManagerRig(Behaviour.snapshots("array"));
        ManagerRig empty = new ManagerRig(snapshots.storage, snapshots.server);
        try {
            Backup lost =
                    snapshots.backups().get(snapshots.backUp(Map.of()).backup().orElseThrow());
            CrashPoints points = CrashPoints.none();
            AtomicBoolean repaired = new AtomicBoolean();
            points.when(point, () -> {
                if (!repaired.get() && moment.test(empty)) {
                    repaired.set(true);
                    repair(empty);
                }
            });
            empty.restart(points);
            Run next = empty.backUp(Map.of("consistency", "storage"));
            assertThat(next.outcome()).as(next.message()).contains(Outcome.COMPLETE);
            assertThat(next.backup()).contains(lost.id());

            assertThat(repaired).isTrue();
            assertThat(empty.backups().list(BackupQuery.NEWEST))
                    .filteredOn(backup -> backup.state() == Backup.State.COMPLETE)
                    .extracting(Backup::startedAt)
                    .hasSize(2)
                    .contains(lost.startedAt());
        } finally {
            empty.close();
            snapshots.close();
        }
    }

    /** The number of the run is noted with it, so what is numbered next is its backup. */
    private static boolean hasRun(ManagerRig rig) {
        try {
            return !rig.runs().list(1).isEmpty();
        } catch (CopybladeException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasNumber(ManagerRig rig) {
        try {
            return rig.runs().list(1).stream().anyMatch(run -> run.backup().isPresent());
        } catch (CopybladeException e) {
            throw new AssertionError(e);
        }
    }

    private static void repair(ManagerRig rig) {
        try {
            rig.reconciliation().reconcile(true);
        } catch (CopybladeException e) {
            throw new AssertionError(e);
        }
    }

    private boolean holds(String file, String text) {
        try {
            return Files.readString(manifests.resolve(file)).equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only manifest of an older backup may be one that is not readable now: on a bad disk, or by a newer release. */
    @Test
    void manifestThatCannotBeRead_isNotOverwritten_andIsShown() throws Exception {
        byte[] torn = {(byte) 0xff, 1, 2};
        Files.write(manifests.resolve("bank-B1.json"), torn);
        Files.writeString(manifests.resolve("bank-B2.json"), "{\"backup\":");
        BackupId first = backUp();
        BackupId second = backUp();
        assertThat(List.of(first, second)).extracting(BackupId::value).containsExactly("B1", "B2");
        assertThat(files()).hasSize(4);
        assertThat(files().stream().map(this::bytes)).anyMatch(bytes -> Arrays.equals(bytes, torn));
        assertThat(rig.reconciliation().reconcile(true).items())
                .extracting(Reconciliation.Item::what)
                .hasSize(2)
                .allMatch(what -> what.startsWith("a manifest that cannot be read: "));
        assertThat(files()).hasSize(4);
    }

    private byte[] bytes(String file) {
        try {
            return Files.readAllBytes(manifests.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A catalog that took the number of an older backup, and another one that knows the older: from before it was lost. */
    @Test
    void manifestThatWasSetAside_goesWithItsBackup() throws Exception {
        ManagerRig snapshots = new ManagerRig(Behaviour.snapshots("array"));
        snapshots.options.put("manifest.directory", manifests.toString());
        ManagerRig empty = new ManagerRig(snapshots.storage, snapshots.server);
        empty.options.put("manifest.directory", manifests.toString());
        try {
            BackupId id = snapshots.backUp(Map.of()).backup().orElseThrow();
            snapshots.backUp(Map.of());
            empty.backUp(Map.of("consistency", "storage"));
            assertThat(files()).hasSize(3);
            assertThat(snapshots.ended(snapshots.backups().delete(id)).outcome())
                    .contains(Outcome.COMPLETE);
            assertThat(files()).containsExactly("bank-B1.json", "bank-B2.json");
        } finally {
            empty.close();
            snapshots.close();
        }
    }

    @Test
    void backupTakenBackUnderAnotherNumber_hasItsManifestUnderThatNumber() throws Exception {
        ManagerRig snapshots = new ManagerRig(Behaviour.snapshots("array"));
        snapshots.options.put("manifest.directory", manifests.toString());
        ManagerRig empty = new ManagerRig(snapshots.storage, snapshots.server);
        empty.options.put("manifest.directory", manifests.toString());
        empty.options.put("generations", "9");
        try {
            BackupId first = snapshots.backUp(Map.of()).backup().orElseThrow();
            snapshots.backUp(Map.of());
            empty.backUp(Map.of("consistency", "storage"));
            empty.reconciliation().reconcile(true);
            assertThat(empty.backups().list(BackupQuery.NEWEST))
                    .extracting(backup -> backup.id().value())
                    .as("one whose number is taken gets one that no other has had")
                    .containsExactly("B1", "B2", "B3");
            assertThat(files()).containsExactly("bank-B1.json", "bank-B2.json", "bank-B3.json");
            assertThat(empty.reconciliation().reconcile(true).items()).isEmpty();
            BackupId renamed = empty.backups().list(BackupQuery.NEWEST).get(2).id();
            assertThat(empty.backups().get(renamed).startedAt())
                    .isEqualTo(snapshots.backups().get(first).startedAt());
            assertThat(empty.ended(empty.backups().delete(renamed)).outcome()).contains(Outcome.COMPLETE);
            assertThat(files()).containsExactly("bank-B1.json", "bank-B2.json");
        } finally {
            empty.close();
            snapshots.close();
        }
    }

    /** The order in which a directory is listed is nobody's choice: each of both is once before the other. */
    @Test
    void manifestThatCannotBeRead_hidesNoOther() throws Exception {
        BackupId id = backUp();
        Path manifest = manifests.resolve("bank-" + id + ".json");
        for (int number = 0; number < 20; number++) {
            Files.write(manifests.resolve("torn" + number + ".json"), new byte[] {(byte) 0xff});
            Files.copy(manifest, manifests.resolve("kept" + number + ".json"));
        }
        List<Path> found = new ArrayList<>();
        List<Path> unreadable = new ArrayList<>();
        new ManifestFiles(new BodyCodec()).in(manifests, new ManifestFiles.Visitor() {
            @Override
            public void found(ManifestFiles.Found manifest) {
                found.add(manifest.file());
            }

            @Override
            public void unreadable(Path file, String why) {
                unreadable.add(file);
            }
        });
        assertThat(found).hasSize(21);
        assertThat(unreadable).hasSize(20);
    }

    @Test
    void secondDirectoryThatCannotBeWritten_doesNotSpoilABackup_andIsAFindingOfItsRun() throws Exception {
        Path file = Files.createFile(manifests.resolve("file"));
        rig.options.put("manifest.directory", file.resolve("below").toString());
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rebuilding(rig.runs().get(run.id()).findings()))
                .singleElement()
                .asString()
                .startsWith("the manifest of B1 could not be written to " + file);
        Run tryOut = rig.ended(rig.backups().verify(run.backup().orElseThrow()));
        assertThat(tryOut.outcome()).as(tryOut.message()).contains(Outcome.COMPLETE);
        assertThat(rebuilding(tryOut.findings())).hasSize(1);
    }

    @Test
    void backupThatNoManifestTellsOf_isWarnedOf() throws Exception {
        rig.options.remove("manifest.directory");
        assertThat(rebuilding(rig.backups().plan(ManagerRig.SYSTEM, Map.of()).findings()))
                .isEmpty();
        rig.close();
        rig.keeping = false;
        rig.restart(CrashPoints.none());
        assertThat(rebuilding(rig.backups().plan(ManagerRig.SYSTEM, Map.of()).findings()))
                .singleElement()
                .asString()
                .startsWith("is empty, and no blade of this backup keeps a manifest");
        assertThat(rebuilding(rig.setUp().findings())).hasSize(1);
        assertThat(rebuilding(rig.backUp(Map.of()).findings())).hasSize(1);
        rig.options.put("manifest.directory", manifests.toString());
        assertThat(rebuilding(rig.backups().plan(ManagerRig.SYSTEM, Map.of()).findings()))
                .isEmpty();
    }

    private static final int MANY = 10_100;

    /** Puts newer ones beside a backup, with these groups, until there are very many. */
    private void manyMore(ManagerRig of, BackupId id, BiFunction<GroupRecord, Long, List<GroupRecord>> groups)
            throws Exception {
        BodyCodec codec = new BodyCodec();
        StoredBackup real = of.catalog.backup(id).orElseThrow();
        BackupBody body = codec.readBody(real.body()).orElseThrow();
        for (long number = id.number() + 1; number <= MANY; number++) {
            BackupBody other = body.withGroups(groups.apply(body.groups().get(0), number));
            of.catalog.commit(List.of(new Change.SaveBackup(new StoredBackup(
                    real.backup().withId(BackupId.of(number)).withCopies(List.of()), codec.write(other), false))));
        }
    }

    private static GroupRecord named(GroupRecord group, String name) {
        return new GroupRecord(
                name,
                group.technology(),
                group.endpoint(),
                group.order(),
                group.members(),
                group.method(),
                group.estimatedMicros(),
                group.holds(),
                group.binding(),
                group.state());
    }

    @Test
    void allBackupsAreLookedAt_howeverManyThereAre() throws Exception {
        ManagerRig snapshots = new ManagerRig(Behaviour.snapshots("array"));
        try {
            BackupId id = snapshots.backUp(Map.of()).backup().orElseThrow();
            manyMore(snapshots, id, (group, number) -> List.of(named(group, "G%07d".formatted(number))));
            assertThat(snapshots.reconciliation().reconcile(false).items())
                    .hasSize(MANY - 1)
                    .extracting(Reconciliation.Item::action)
                    .containsOnly("mark it lost");
        } finally {
            snapshots.close();
        }
    }

    @Test
    void pairsOfTheOldestOfVeryManyBackups_areNotForeign() throws Exception {
        rig.close();
        rig.keeping = false;
        rig.restart(CrashPoints.none());
        manyMore(rig, backUp(), (group, number) -> List.of());
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    private static List<String> rebuilding(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.check() == 38 && finding.severity() == Finding.Severity.WARNING)
                .map(Finding::text)
                .toList();
    }
}
