package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.BladeStatus;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.manager.internal.rig.TestReference;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupFlowTest {

    private ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private void load(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"log-suspend", "storage", "backup-mode"})
    void backup_isCompleteProvenAndRestorable(String consistency) throws Exception {
        load(20);
        Run run = rig.backUp(Map.of("consistency", consistency));

        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        Backup backup = rig.backups().get(run.backup().orElseThrow());
        assertThat(backup.state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.backups().evidence(backup.id()).proven()).isTrue();
        assertThat(rig.server.isHeld()).isFalse();

        load(7);
        Run verify = rig.ended(rig.backups().verify(backup.id()));
        assertThat(verify.outcome()).as(verify.message()).contains(Outcome.COMPLETE);

        Run restore = rig.ended(rig.restores().start(backup.id(), true));
        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(20);

        Run undo = rig.ended(rig.restores().undo(restore.id()));
        assertThat(undo.outcome()).as(undo.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(27);
    }

    /** What makes a proof: who was held by whom from when to when, what was copied when, and the log before, after and in it. */
    @Test
    void evidence_isKeptWithTheBackup_andEnoughToProveItAgain() throws Exception {
        rig.close();
        rig = new ManagerRig(List.of(Behaviour.snapshots("first"), Behaviour.snapshots("second")));
        load(5);
        Backup backup = rig.backups().get(rig.backUp(Map.of()).backup().orElseThrow());
        Evidence evidence = rig.backups().evidence(backup.id());

        assertThat(evidence.verdict()).isNotEmpty();
        assertThat(of(evidence, ManagerRig.SYSTEM))
                .containsEntry("consistency asked for", "log-suspend")
                .containsEntry("places of data unchanged", "yes")
                .containsKeys("held by", "log position before", "log position after")
                .hasEntrySatisfying(
                        "hold in force throughout", value -> assertThat(value).startsWith("IN_FORCE"));
        assertThat(of(evidence, ManagerRig.SYSTEM).get("epoch after"))
                .isEqualTo(of(evidence, ManagerRig.SYSTEM).get("epoch before"));
        assertThat(of(evidence, "copy"))
                .containsEntry("complete for recovery", "yes")
                .containsKey("log position in the copy");
        double held = millis(evidence, ManagerRig.SYSTEM, "held after");
        double resumed = millis(evidence, ManagerRig.SYSTEM, "resumed after");
        double first = Double.MAX_VALUE;
        double last = 0;
        for (Backup.Copy copy : backup.copies()) {
            assertThat(of(evidence, copy.group())).containsKeys("covers", "hold of the storage", "point in time");
            double sent = millis(evidence, copy.group(), "establish sent after");
            double answered = millis(evidence, copy.group(), "established after");
            assertThat(sent).isBetween(held, answered);
            assertThat(answered).isLessThanOrEqualTo(resumed);
            first = Math.min(first, answered);
            last = Math.max(last, answered);
        }
        assertThat(backup.copies()).hasSize(2);
        assertThat(millis(evidence, ManagerRig.SYSTEM, "skew between first and last answer"))
                .isCloseTo(last - first, within(0.002));
    }

    private static Map<String, String> of(Evidence evidence, String subject) {
        Map<String, String> facts = new HashMap<>();
        evidence.facts().stream()
                .filter(fact -> fact.subject().equals(subject))
                .forEach(fact -> facts.put(fact.name(), fact.value()));
        return facts;
    }

    private static double millis(Evidence evidence, String subject, String name) {
        String value = of(evidence, subject).get(name);
        assertThat(value).as(subject + " " + name).endsWith(" ms");
        return Double.parseDouble(value.substring(0, value.length() - 3));
    }

    @Test
    void cloneThatPassed_isVerified_alsoWhereItCannotBeHidden() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.points().when("after system.tryOut", () -> rig.storage
                .faults()
                .always(Faults.Step.CONCEAL, Faults.Fault.REFUSED));
        Run verify = rig.ended(rig.backups().verify(id));
        rig.points().when("after system.tryOut", () -> {});

        assertThat(verify.outcome()).as(verify.message()).contains(Outcome.COMPLETE);
        assertThat(rig.backups().get(id).verified()).isPresent();
        assertThat(verify.findings()).singleElement().satisfies(finding -> assertThat(finding.text())
                .contains("may still be shown", "MEMORY-BUSY"));

        rig.storage.faults().clear();
        assertThat(rig.ended(rig.backups().verify(id)).findings()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void backupContinuedByAStranger_isUnusableAndWithdrawn() throws Exception {
        rig.server.faults().next(SystemFaults.Step.SUSPEND, SystemFaults.Fault.LIES);
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).contains(Outcome.UNUSABLE);
        assertThat(run.message()).startsWith("DCM-3004 the suspension was not in force throughout");
        assertThat(rig.backups().get(run.backup().orElseThrow()).state()).isEqualTo(Backup.State.UNUSABLE);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSED", "UNCHECKED", "LOST_REPLY", "PARTIAL", "HANGS", "LATE", "LIES"})
    void establishThatGoesWrong_leavesTheSystemRunningAndNothingBehind(String fault) throws Exception {
        rig.options.put("suspend.limit.ms", "300");
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.valueOf(fault));
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).isPresent().get().isNotEqualTo(Outcome.COMPLETE);
        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.server.tryCommit()).isTrue();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "backup-mode"})
    void cureThatTheBladeKnows_isTold_insteadOfTheGeneralOne(String consistency) throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.REFUSED);
        Run run = rig.backUp(consistency.isEmpty() ? Map.of() : Map.of("consistency", consistency));

        assertThat(run.message()).contains("DCM-4002", "MEMORY-BUSY ESTABLISH was refused");
        assertThat(run.hint()).isEqualTo("look at the storage in memory");
    }

    @Test
    void cureThatTheSystemKnows_isTold_insteadOfTheGeneralOne() throws Exception {
        rig.server.faults().next(SystemFaults.Step.SUSPEND, SystemFaults.Fault.REFUSED);
        Run run = rig.backUp(Map.of());

        assertThat(run.message()).contains("DCM-3003", "MEMORYDB-BUSY SUSPEND was refused");
        assertThat(run.hint()).isEqualTo("look at the server in memory");
    }

    /** The control: of a blade that breaks the contract nothing better is known. */
    @Test
    void withoutACureOfTheBlade_thatOfTheCodeIsTold() throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.UNCHECKED);
        Run run = rig.backUp(Map.of());

        assertThat(run.hint()).isIn(ErrorCode.COPY_UNKNOWN.hint(), ErrorCode.COPY_FAILED.hint());
    }

    @Test
    void generations_areReusedOldestFirst_andTheOldBackupIsMarked() throws Exception {
        BackupId first = rig.backUp(Map.of()).backup().orElseThrow();
        BackupId second = rig.backUp(Map.of()).backup().orElseThrow();
        BackupId third = rig.backUp(Map.of()).backup().orElseThrow();

        assertThat(rig.backups().get(first).state()).isEqualTo(Backup.State.OVERWRITTEN);
        assertThat(rig.backups().get(second).state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.backups().get(third).generation())
                .isEqualTo(rig.backups().get(first).generation());
    }

    /** A disk may have been replaced: what lay on the old one must not end all later backups. */
    @Test
    void oldBackupThatNobodyCanSee_givesWay_andIsLeftUntilItCanBeWithdrawn() throws Exception {
        BackupId first = rig.backUp(Map.of()).backup().orElseThrow();
        rig.backUp(Map.of());
        rig.points().when("before blade.withdraw", () -> rig.storage.faults().gone(true));
        rig.points().when("before blade.prepare", () -> rig.storage.faults().gone(false));
        Run third = rig.backUp(Map.of());

        assertThat(third.outcome()).as(third.message()).contains(Outcome.COMPLETE);
        assertThat(third.findings())
                .filteredOn(finding -> finding.subject().equals(first.toString()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.text())
                            .startsWith("has given way, and its copies are left, because nobody can see them: ")
                            .contains("MEMORY-GONE");
                    assertThat(finding.hint()).isEqualTo("look at the storage in memory");
                });
        assertThat(rig.backups().get(first).state()).isEqualTo(Backup.State.OVERWRITTEN);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).containsExactly(first);

        rig.restart(CrashPoints.none());
        rig.storage.faults().clear();
        CrashScene.complete(rig.backUp(Map.of()));
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }

    /** The control: one that is there and refuses may be in the way of the new copies. */
    @Test
    void oldBackupThatIsThere_andCannotBeWithdrawn_endsTheNewOne() throws Exception {
        rig.backUp(Map.of());
        rig.backUp(Map.of());
        rig.points().when("before blade.withdraw", () -> rig.storage.secure(Optional.of(Instant.MAX)));
        Run third = rig.backUp(Map.of());

        assertThat(third.outcome()).contains(Outcome.FAILED);
        assertThat(third.message()).contains("MEMORY-SECURE");
    }

    @Test
    void oneGeneration_overwritesTheLastGoodBackupOnlyWhenTold() throws Exception {
        rig.options.put("generations", "1");
        rig.backUp(Map.of());
        Run refused = rig.backUp(Map.of());
        assertThat(refused.outcome()).contains(Outcome.REFUSED);
        assertThat(refused.message()).contains("the only generation to be had holds the last good backup");

        assertThat(rig.backUp(Map.of("overwrite.last", "true")).outcome()).contains(Outcome.COMPLETE);
    }

    @Test
    void holdThatNothingEndsWithinTheLimit_isRefusedBeforeAGenerationGivesWay() throws Exception {
        rig.close();
        rig = new ManagerRig(Behaviour.pairs("array").withHoldTimer(Duration.ofSeconds(19)));
        Map<String, String> storage = Map.of("consistency", "storage", "suspend.limit.ms", "20000");
        BackupId oldest = rig.backUp(storage).backup().orElseThrow();
        rig.backUp(storage);
        Run run = rig.backUp(Map.of("consistency", "storage", "suspend.limit.ms", "2000"));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.REFUSED);
        assertThat(run.backup()).isEmpty();
        assertThat(run.message())
                .startsWith("DCM-2002 cannot back up 'bank': blade memory@array would not end its hold by itself")
                .endsWith("within 'suspend.limit.ms', 2000 ms: its timer is 19000 ms");
        assertThat(rig.backups().get(oldest).state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.server.tryCommit()).isTrue();
    }

    @Test
    void changedSetupThatMayNotRunAgain_isRefusedWithItsOwnCode() throws Exception {
        Run run = rig.backUp(Map.of("prevent.revalidation", "true"));

        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(run.message()).startsWith("DCM-2003 cannot back up 'bank': ");
    }

    @Test
    void holdOfTheStorageWithinTheLimit_isProven() throws Exception {
        rig.close();
        rig = new ManagerRig(Behaviour.pairs("array").withHoldTimer(Duration.ofSeconds(119)));
        load(5);
        Run run = rig.backUp(Map.of("consistency", "storage", "suspend.limit.ms", "120000"));

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.backups().evidence(run.backup().orElseThrow()).verdict())
                .isEqualTo("the storage held all writes from the first to the last establish");
    }

    @Test
    void sessionOfBackupModeLost_breaksTheCopyOffAtOnce() throws Exception {
        rig.close();
        rig = new ManagerRig(Behaviour.files("host").throughHostOnly());
        rig.storage.faults().next(Faults.Step.COPY, Faults.Fault.HANGS);
        RunId id = rig.backups().start(ManagerRig.SYSTEM, Map.of("consistency", "backup-mode"));
        while (!rig.storage.faults().calls().contains(Faults.Step.COPY)) {
            Thread.onSpinWait();
        }
        rig.server.loseSession();
        Run run = rig.ended(id);

        assertThat(run.outcome()).contains(Outcome.UNUSABLE);
        assertThat(run.message()).isEqualTo("DCM-3005 the session that held backup mode of bank was lost");
        assertNothingIsLeft();
    }

    @Test
    void cancelledRun_endsWithTheSystemRunningAndNothingLeft() throws Exception {
        rig.storage.faults().next(Faults.Step.PREPARE, Faults.Fault.HANGS);
        RunId id = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        while (!rig.storage.faults().calls().contains(Faults.Step.PREPARE)) {
            Thread.onSpinWait();
        }
        rig.runs().cancel(id);

        assertThat(rig.ended(id).outcome()).contains(Outcome.CANCELLED);
        assertThat(rig.server.tryCommit()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void undoCopyBeingTaken_isNoLeftoverToReconciliation() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        int before = rig.storage.faults().calls().size();
        rig.storage.faults().next(Faults.Step.HARDEN, Faults.Fault.HANGS);
        RunId restore = rig.restores().start(id, true);
        while (rig.storage.faults().calls().stream().skip(before).noneMatch(Faults.Step.HARDEN::equals)) {
            Thread.onSpinWait();
        }

        assertThat(rig.reconciliation().reconcile(true).items()).isEmpty();
        assertThatThrownBy(() -> rig.backups().hold(id))
                .hasMessage("backup " + id + " is being restored by run " + restore);

        rig.runs().cancel(restore);
        assertThat(rig.ended(restore).outcome()).contains(Outcome.CANCELLED);
        assertThat(rig.server.isRunning()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void lastGoodBackup_cannotBeDeleted() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        assertThatThrownBy(() -> rig.backups().delete(id))
                .isInstanceOf(CopybladeException.class)
                .hasMessage("backup " + id + " is the last good one of bank");
    }

    @Test
    void backupThatFailedItsTryOut_isNotGood_andTurnsTheStatusRed() throws Exception {
        BackupId good = rig.backUp(Map.of()).backup().orElseThrow();
        BackupId bad = rig.backUp(Map.of()).backup().orElseThrow();
        rig.catalog.commit(List.of(new Change.SaveBackup(new StoredBackup(
                rig.backups().get(bad).withVerified(new Backup.Verification(Instant.now(), false)),
                rig.catalog.backup(bad).orElseThrow().body(),
                true))));

        assertThat(rig.systems().list().get(0).isRed()).isTrue();
        assertThat(rig.systems().list().get(0).problem()).isEqualTo("its newest backup " + bad + " failed its try-out");
        assertThatThrownBy(() -> rig.backups().delete(good)).hasMessageContaining("is the last good one");

        rig.backUp(Map.of());
        assertThat(rig.systems().list().get(0).isRed()).isFalse();
    }

    @Test
    void profileWhoseNewestRunFailed_turnsTheStatusRed_untilOneIsComplete() throws Exception {
        rig.backUp(Map.of());
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.REFUSED);
        Run failed = rig.backUp(Map.of());
        assertThat(rig.systems().list().get(0).isRed()).isTrue();
        assertThat(rig.systems().list().get(0).problem())
                .startsWith("the newest run " + failed.id() + " of profile 'bank' ended FAILED: ");
        rig.backUp(Map.of());
        assertThat(rig.systems().list().get(0).isRed()).isFalse();
    }

    @Test
    void copiesThatCouldNotBeWithdrawn_areShown_andGoWithTheNextBackup() throws Exception {
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.LOST_REPLY);
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        BackupId left = rig.backUp(Map.of()).backup().orElseThrow();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).containsExactly(left);
        assertThat(rig.reconciliation().reconcile(false).items()).hasSize(1);

        rig.storage.faults().clear();
        assertThat(rig.backUp(Map.of()).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
        assertNothingIsLeft();
    }

    /** Between the look at the storage and the catalog. */
    @Test
    void backupThatIsDeletedWhileItIsReconciled_staysDeleted() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        become(id, Backup.State.LOST);
        rig.points().when("before blade.query", () -> become(id, Backup.State.DELETED));
        rig.reconciliation().reconcile(true);
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.DELETED);
    }

    private void become(BackupId id, Backup.State state) {
        try {
            StoredBackup stored = rig.catalog.backup(id).orElseThrow();
            rig.catalog.commit(List.of(new Change.SaveBackup(
                    new StoredBackup(stored.backup().withState(state, "by a test"), stored.body(), true))));
        } catch (CatalogException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void adapterThatDoesNotFit_failsTheBackup_whichIsNotLeftRunning() throws Exception {
        rig.points().when("before system.arm", () -> {
            throw new NoClassDefFoundError("org/example/Gone");
        });
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(rig.backups().get(run.backup().orElseThrow()).state()).isEqualTo(Backup.State.FAILED);
        assertThat(rig.server.tryCommit()).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void bladeThatDoesNotSayWhatItIs_hidesNoOther() throws Exception {
        CopyBlade silent = (CopyBlade) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {CopyBlade.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("no answer");
                });
        rig.blades()
                .addBlade(
                        new TestReference<>(99, Map.of("blade", "silent", "endpoint", "host", "version", "1")), silent);
        assertThat(rig.bladeList().list())
                .extracting(BladeStatus::technology, BladeStatus::grain)
                .containsExactlyInAnyOrder(tuple("memory", "volume"), tuple("silent", "unknown"));
    }

    @Test
    void backupWhoseStorageWasAway_isCompleteAgainAndNeverWithdrawn() throws Exception {
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        StoredBackup stored = rig.catalog.backup(id).orElseThrow();
        rig.catalog.commit(List.of(new Change.SaveBackup(new StoredBackup(
                stored.backup().withState(Backup.State.LOST, "its filesystem was not mounted"), stored.body(), true))));

        rig.reconciliation().reconcile(true);

        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
        assertNothingIsLeft();
    }

    @Test
    void lostCatalog_isRebuiltFromManifests() throws Exception {
        load(5);
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.ended(rig.backups().verify(id));
        rig.backups().hold(id);
        ManagerRig empty = new ManagerRig(rig.storage, rig.server);
        try {
            assertThat(empty.reconciliation().reconcile(false).items()).hasSize(1);
            empty.reconciliation().reconcile(true);
            List<Backup> found = empty.backups().list(BackupQuery.NEWEST);
            assertThat(found).extracting(Backup::id).containsExactly(id);
            assertThat(found.get(0).held()).isTrue();
            assertThat(found.get(0).verified()).isPresent();
            load(5);
            Run restore = empty.ended(empty.restores().start(id, false));
            assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
            assertThat(rig.server.last()).isEqualTo(5);
        } finally {
            empty.close();
        }
    }

    @Test
    void bugAfterACompleteBackup_doesNotSpoilIt() throws Exception {
        rig.points().when("before catalog.leftovers", () -> {
            throw new IllegalStateException("a bug");
        });
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).contains(Outcome.COMPLETE);
        assertThat(run.message())
                .endsWith("what follows it ended by an error of our own: java.lang.IllegalStateException: a bug");
        Backup backup = rig.backups().get(run.backup().orElseThrow());
        assertThat(backup.state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.ended(rig.restores().start(backup.id(), false)).outcome())
                .contains(Outcome.COMPLETE);
    }

    @Test
    void establishThatHangs_keepsItsBladeUntilItAnswers() throws Exception {
        // Long enough for a busy machine to send the establish within it.
        rig.options.put("suspend.limit.ms", "2000");
        CountDownLatch answer = new CountDownLatch(1);
        rig.points().when("before blade.establish", () -> awaitQuietly(answer));
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);

        assertThat(rig.server.tryCommit()).isTrue();
        assertThat(rig.blades().present().get(0).leases()).isEqualTo(1);
        answer.countDown();
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> rig.blades().present().get(0).leases() == 0);
        assertNothingIsLeft();
    }

    @Test
    void listedBlade_isAskedUnderALease() {
        List<Integer> leases = new ArrayList<>();
        rig.points()
                .when(
                        "before blade.info",
                        () -> leases.add(rig.blades().present().get(0).leases()));
        assertThat(rig.bladeList().list()).hasSize(1);
        assertThat(leases).containsExactly(1);
        assertThat(rig.blades().present().get(0).leases()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void profileDeletedWhileReconciling_isNoError() throws Exception {
        rig.backUp(Map.of());
        rig.profileGone = true;

        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
        assertThat(rig.systems().list()).hasSize(1);
    }

    private void assertNothingIsLeft() throws CopybladeException {
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }
}
