package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.blade.memory.MemoryBlade;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BodyCodec;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One backup over several storages, each with a blade of its own, under one suspension or one hold. */
@Timeout(120)
class MixedBackupFlowTest {

    private static final Duration HOLD_TIMER = Duration.ofSeconds(119);
    private static final Map<String, String> HELD = Map.of("consistency", "storage", "suspend.limit.ms", "120000");

    private ManagerRig rig =
            new ManagerRig(List.of(Behaviour.snapshots("snaps"), Behaviour.pairs("pairs"), Behaviour.jobs("jobs")));

    @AfterEach
    void close() {
        rig.close();
    }

    private void over(Behaviour... behaviours) {
        rig.close();
        rig = new ManagerRig(List.of(behaviours));
    }

    private void load(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    @Test
    void severalBlades_makeOneBackupUnderOneSuspension_andOneRestore() throws Exception {
        rig.options.put("undo.target.pool", ManagerRig.RESERVE);
        load(20);
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        Backup backup = rig.backups().get(run.backup().orElseThrow());
        assertThat(backup.copies()).extracting(Backup.Copy::endpoint).containsExactly("pairs", "jobs", "snaps");
        assertThat(passed("before system.suspend")).isEqualTo(1);

        load(7);
        assertThat(rig.ended(rig.backups().verify(backup.id())).outcome()).contains(Outcome.COMPLETE);
        Run restore = rig.ended(rig.restores().start(backup.id(), true));
        assertThat(restore.outcome()).as(restore.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(20);
        Run undo = rig.ended(rig.restores().undo(restore.id()));
        assertThat(undo.outcome()).as(undo.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(27);
    }

    @Test
    void withoutABladeOfItsOwn_eachDataSetGoesToTheFirstBladeThatFindsIt() throws Exception {
        rig.options.remove("blade.of.data.set");
        rig.options.put("blade", "memory@jobs, memory@snaps, memory@pairs");
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.backups().get(run.backup().orElseThrow()).copies())
                .extracting(Backup.Copy::endpoint)
                .containsExactly("pairs", "jobs", "snaps");
    }

    /** The control: what none of them finds is left out of no backup. */
    @Test
    void dataThatNoneOfTheBladesFinds_isNamed_andNothingIsCopied() throws Exception {
        rig.options.remove("blade.of.data.set");
        rig.options.put("blade", "memory@jobs, memory@snaps");
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(run.findings())
                .extracting(Finding::text)
                .anyMatch(text -> text.endsWith(" cannot be copied by blade memory@jobs or memory@snaps"));
        assertThat(passed("before jobs.prepare")).isZero();
    }

    @Test
    void holdThatDoesNotReachAcrossAllStorages_isRefused_withTheReasonOfEach() throws Exception {
        Run run = rig.backUp(HELD);

        assertThat(run.outcome()).contains(Outcome.REFUSED);
        assertThat(consistencyErrors(run.findings()))
                .containsExactly(
                        "no single instant and no hold of the storage reaches across all copies: memory@jobs holds"
                                + " writes only within its own establish (data-1), memory@snaps cannot hold writes (log)");
        assertThat(passed("before pairs.prepare")).isZero();
        assertThat(rig.server.tryCommit()).isTrue();
        assertNothingIsLeft();
    }

    /** The control: where every storage holds, the same order is no error. */
    @Test
    void holdThatReachesAcrossAllStorages_isProven() throws Exception {
        over(
                Behaviour.pairs("one").withHoldTimer(HOLD_TIMER),
                Behaviour.pairs("two").withHoldTimer(HOLD_TIMER),
                Behaviour.pairs("three").withHoldTimer(HOLD_TIMER));
        load(5);
        Run run = rig.backUp(HELD);

        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(passed("before system.suspend")).isZero();
        assertThat(rig.ended(rig.backups().verify(run.backup().orElseThrow())).outcome())
                .contains(Outcome.COMPLETE);
    }

    @Test
    void releaseThatHangs_keepsNoOtherStorageFromLettingItsWritesGo() throws Exception {
        over(
                Behaviour.pairs("one").withHoldTimer(HOLD_TIMER),
                Behaviour.pairs("two").withHoldTimer(HOLD_TIMER),
                Behaviour.pairs("three").withHoldTimer(HOLD_TIMER));
        CountDownLatch othersAreFree = new CountDownLatch(1);
        rig.points().when("before two.release", () -> awaitQuietly(othersAreFree));
        RunId id = rig.backups().start(ManagerRig.SYSTEM, HELD);
        await().dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> passed("after one.release") == 1 && passed("after three.release") == 1);
        assertThat(rig.storages.get(0).isHeld("bank-log")).isFalse();
        assertThat(rig.storages.get(2).isHeld("bank-data1")).isFalse();
        othersAreFree.countDown();

        assertThat(rig.ended(id).outcome()).contains(Outcome.COMPLETE);
    }

    @Test
    void bladeThatFailsInTheWindow_resumesAtOnce_andWhatTheOthersMadeIsWithdrawn() throws Exception {
        load(5);
        CountDownLatch othersAreAtIt = new CountDownLatch(2);
        CountDownLatch resumed = new CountDownLatch(1);
        rig.points().when("before pairs.establish", () -> awaitQuietly(othersAreAtIt));
        // The other blades answer only after the system goes on: it waits for none of them.
        for (String slow : List.of("snaps", "jobs")) {
            rig.points().when("before " + slow + ".establish", othersAreAtIt::countDown);
            rig.points().when("after " + slow + ".establish", () -> awaitQuietly(resumed));
        }
        rig.points().when("after system.resume", resumed::countDown);
        rig.storages.get(1).faults().next(Faults.Step.ESTABLISH, Faults.Fault.REFUSED);
        rig.options.put("suspend.limit.ms", "120000");
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
        assertThat(run.message()).contains("of blade memory@pairs: ").doesNotContain("memory@snaps");
        assertThat(resumed.getCount()).isZero();
        assertThat(rig.backups().get(run.backup().orElseThrow()).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(passed("after snaps.withdraw")).isEqualTo(1);
        assertThat(passed("after jobs.withdraw")).isEqualTo(1);
        assertThat(rig.server.tryCommit()).isTrue();
        assertNothingIsLeft();
    }

    /** Its establish would not have told: storage that leaves a member out reports success for the rest. */
    @Test
    void copyThatIsFoundChangedByTheLastLook_suspendsNothing_andLeavesNothing() throws Exception {
        rig.points().when("before pairs.look", () -> withdrawFromPairs(BackupId.of(1)));
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.message()).contains("before the window: MEMORY-STATE copy ", " is not prepared any more");
        assertThat(passed("before system.suspend")).isZero();
        assertThat(passed("before pairs.establish")).isZero();
        assertThat(rig.server.tryCommit()).isTrue();
        assertNothingIsLeft();

        rig.points().when("before pairs.look", () -> {});
        assertThat(rig.backUp(Map.of()).outcome()).contains(Outcome.COMPLETE);
    }

    /** Somebody else does. */
    private void withdrawFromPairs(BackupId id) {
        try {
            for (GroupRecord group : groups(id)) {
                if (group.endpoint().equals("pairs")) {
                    new MemoryBlade(rig.storages.get(1))
                            .withdraw(group.copyGroup(), group.binding(), Call.within(Duration.ofSeconds(60)));
                }
            }
        } catch (BladeException | CatalogException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<GroupRecord> groups(BackupId id) throws CatalogException {
        return new BodyCodec()
                .readBody(rig.catalog.backup(id).orElseThrow().body())
                .orElseThrow()
                .groups();
    }

    @Test
    void bladeWhoseTurnHasNotCome_isNotAskedAnyMore_onceAnotherHasFailed() throws Exception {
        over(
                Behaviour.snapshots("fast").withEstimate(Duration.ofMillis(1)),
                Behaviour.snapshots("slow").withEstimate(Duration.ofMillis(900)),
                Behaviour.snapshots("middle").withEstimate(Duration.ofMillis(30)));
        rig.options.put("parallel.tasks", "1");
        rig.storages.get(1).faults().next(Faults.Step.ESTABLISH, Faults.Fault.REFUSED);
        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
        assertThat(rig.storages.get(0).faults().calls()).doesNotContain(Faults.Step.ESTABLISH);
        assertNothingIsLeft();
    }

    @Test
    void slowestBlade_isAskedFirst() throws Exception {
        over(
                Behaviour.snapshots("fast").withEstimate(Duration.ofMillis(1)),
                Behaviour.snapshots("middle").withEstimate(Duration.ofMillis(30)),
                Behaviour.snapshots("slow").withEstimate(Duration.ofMillis(900)));
        assertThat(orderOfEstablishes()).containsExactly("slow", "middle", "fast");
    }

    /** The control: other estimates, another order. */
    @Test
    void slowestBlade_isAskedFirst_whereverItsDataIsInTheLayout() throws Exception {
        over(
                Behaviour.snapshots("slow").withEstimate(Duration.ofMillis(900)),
                Behaviour.snapshots("fast").withEstimate(Duration.ofMillis(1)),
                Behaviour.snapshots("middle").withEstimate(Duration.ofMillis(30)));
        assertThat(orderOfEstablishes()).containsExactly("slow", "middle", "fast");
    }

    @Test
    void bladeThatEstimatesNothing_isExpectedToTakeAsLongAsLastTime() throws Exception {
        over(Behaviour.snapshots("one"), Behaviour.snapshots("two"), Behaviour.snapshots("three"));
        BackupId last = rig.backUp(Map.of()).backup().orElseThrow();
        List<GroupRecord> measured = groups(last);
        assertThat(measured).extracting(GroupRecord::estimatedMicros).anyMatch(micros -> micros > 0);

        assertThat(orderOfEstablishes())
                .containsExactlyElementsOf(measured.stream()
                        .sorted(Comparator.comparingLong(GroupRecord::estimatedMicros)
                                .reversed())
                        .map(GroupRecord::endpoint)
                        .toList());
    }

    /** Takes a backup, one establish after the other. */
    private List<String> orderOfEstablishes() throws Exception {
        int before = rig.points().trace().size();
        Run run = rig.backUp(Map.of("parallel.tasks", "1"));
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        return rig.points().trace().stream()
                .skip(before)
                .map(CrashPoints.Point::name)
                .filter(name -> name.startsWith("before ") && name.endsWith(".establish"))
                .map(name -> name.substring("before ".length(), name.indexOf('.')))
                .toList();
    }

    @Test
    void everyBlade_isUpgradedUnderBackupsBackToBack_andNoRunFails() throws Exception {
        int upgrades = Boolean.getBoolean("copyblade.matrix") ? 200 : 12;
        List<Run> failed = new CopyOnWriteArrayList<>();
        List<BackupId> taken = new CopyOnWriteArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread backups = new Thread(() -> {
            while (failed.isEmpty() && (!over.get() || taken.size() < 2)) {
                try {
                    Run run = rig.backUp(Map.of());
                    run.backup().ifPresent(taken::add);
                    if (!run.outcome().equals(Optional.of(Outcome.COMPLETE))) {
                        failed.add(run);
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        backups.start();
        for (int i = 0; i < upgrades; i++) {
            for (int blade = 0; blade < rig.storages.size(); blade++) {
                rig.upgradeBlade(blade);
            }
        }
        over.set(true);
        backups.join();
        assertThat(failed).isEmpty();
        assertThat(taken).hasSizeGreaterThan(1);
        assertNothingIsLeft();
    }

    @Test
    void volumeMap_namesBladeAndMethodOfEveryVolume() throws Exception {
        over(
                Behaviour.snapshots("snaps"),
                Behaviour.pairs("pairs"),
                Behaviour.files("files").throughHostOnly());
        BackupPlan plan = rig.backups().plan(ManagerRig.SYSTEM, Map.of("consistency", "backup-mode"));
        assertThat(plan.copies())
                .extracting(copy -> copy.member() + " " + copy.endpoint() + " " + copy.method())
                .containsExactly("data-0 pairs F", "data-1 files L", "log snaps S");

        Run run = rig.backUp(Map.of("consistency", "backup-mode"));
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.backups().evidence(run.backup().orElseThrow()).facts().stream()
                        .filter(fact -> fact.name().equals("covers"))
                        .map(fact -> fact.value().substring(fact.value().indexOf(", "))))
                .containsExactly(", method F", ", method L", ", method S");
    }

    @Test
    void fixedPair_goesToTheBladeOfItsSource_andOneOfNoSourceIsFound() throws Exception {
        over(Behaviour.snapshots("snaps"), Behaviour.pairs("one"), Behaviour.pairs("two"));
        String pairs = "bank-data0:target-4,bank-data1:target-5";
        BackupPlan plan = rig.backups().plan(ManagerRig.SYSTEM, Map.of("targets", pairs, "generations", "1"));
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.copies())
                .extracting(copy -> copy.endpoint() + " " + copy.target())
                .contains("one target-4", "two target-5");

        plan = rig.backups().plan(ManagerRig.SYSTEM, Map.of("targets", pairs + ",gone:target-6", "generations", "1"));
        assertThat(plan.findings())
                .extracting(finding -> finding.check() + " " + finding.text())
                .containsExactly("13 'gone:target-6' names no source of this backup");
    }

    private long passed(String point) {
        return rig.points().trace().stream()
                .filter(passed -> passed.name().equals(point))
                .count();
    }

    private static List<String> consistencyErrors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.check() == 33)
                .map(Finding::text)
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Storage that marks copies by their targets alone shows every one of them: those of backups that are COMPLETE are known. */
    private void assertNothingIsLeft() throws Exception {
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }
}
