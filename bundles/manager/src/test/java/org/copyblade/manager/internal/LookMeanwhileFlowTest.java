package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who looks at a backup while a run begins to work on it is told so, or sees what the run has left: nothing in between. */
@Timeout(60)
class LookMeanwhileFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<RunId> deletion = new AtomicReference<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        rig.close();
    }

    private BackupId backUp() throws Exception {
        return CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
    }

    private interface Doing {
        void now() throws Exception;
    }

    private static void unchecked(Doing doing) {
        try {
            doing.now();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first look at the storage is overtaken by this. */
    private void onFirstQuery(Doing doing) {
        rig.points().when("before blade.query", () -> {
            if (begun.compareAndSet(false, true)) {
                unchecked(doing);
            }
        });
    }

    private void deletionBegins(BackupId id) throws Exception {
        rig.points().when("before blade.withdraw", () -> unchecked(() -> goOn.await(30, TimeUnit.SECONDS)));
        deletion.set(rig.backups().delete(id));
    }

    private void deletionIsOver(BackupId id) throws Exception {
        assertThat(rig.ended(rig.backups().delete(id)).outcome()).contains(Outcome.COMPLETE);
    }

    private void assertSaysWhoDeletes(BackupId id, Doing look) {
        assertThatThrownBy(look::now).isInstanceOfSatisfying(CopybladeException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.SYSTEM_BUSY);
            assertThat(error).hasMessage("backup " + id + " is being deleted by run " + deletion.get());
        });
    }

    @Test
    void copies_whileADeletionBegins_areNotShown_butWhoDeletesThem() throws Exception {
        BackupId old = backUp();
        backUp();
        onFirstQuery(() -> deletionBegins(old));
        assertSaysWhoDeletes(old, () -> rig.backups().copies(old));
        goOn.countDown();
        assertThat(rig.ended(deletion.get()).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.backups().copies(old)).isEmpty();
    }

    @Test
    void copies_thatWereDeletedMeanwhile_areShownAsGone() throws Exception {
        BackupId old = backUp();
        backUp();
        onFirstQuery(() -> deletionIsOver(old));
        assertThat(rig.backups().copies(old)).isEmpty();
    }

    @Test
    void planOfADeletion_whileTheDeletionBegins_saysWhoDeletes() throws Exception {
        BackupId old = backUp();
        backUp();
        onFirstQuery(() -> deletionBegins(old));
        assertSaysWhoDeletes(old, () -> rig.backups().planDelete(old));
    }

    @Test
    void planOfADeletion_thatWasDoneMeanwhile_hasNothingLeftToDo() throws Exception {
        BackupId old = backUp();
        backUp();
        onFirstQuery(() -> deletionIsOver(old));
        DeletePlan plan = rig.backups().planDelete(old);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.lost()).isEmpty();
    }

    @Test
    void copies_whileRetentionWithdrawsThem_areNotShown_butWhichRunDoes() throws Exception {
        rig.options.put("generations", "9");
        BackupId old = backUp();
        rig.options.put("keep.count", "1");
        List<String> told = new ArrayList<>();
        rig.points().when("before blade.withdraw", () -> {
            try {
                told.add(rig.backups().copies(old).toString());
            } catch (CopybladeException e) {
                told.add(e.getMessage());
            }
        });
        RunId night = rig.backUp(Map.of()).id();
        assertThat(told).isNotEmpty().containsOnly("backup " + old + " is being withdrawn by run " + night);
        assertThat(rig.backups().copies(old)).isEmpty();
    }

    @Test
    void copies_whileTheyAreCopiedBack_areNotShown_butWhichRunDoes() throws Exception {
        BackupId id = backUp();
        List<String> told = new ArrayList<>();
        rig.points().when("before blade.restore", () -> {
            try {
                told.add(rig.backups().copies(id).toString());
            } catch (CopybladeException e) {
                told.add(e.getMessage());
            }
        });
        RunId restore = rig.restores().start(id, false);
        assertThat(rig.ended(restore).outcome()).contains(Outcome.COMPLETE);
        assertThat(told).isNotEmpty().containsOnly("backup " + id + " is being restored by run " + restore);
    }

    /** The first question for a restore is overtaken by this. */
    private void onFirstPlanOfARestore(Doing doing) {
        rig.points().when("before blade.planRestore", () -> {
            if (begun.compareAndSet(false, true)) {
                unchecked(doing);
            }
        });
    }

    @Test
    void planOfARestore_whileADeletionBegins_saysWhoDeletes() throws Exception {
        BackupId old = backUp();
        backUp();
        onFirstPlanOfARestore(() -> deletionBegins(old));
        assertSaysWhoDeletes(old, () -> rig.restores().plan(old, false));
    }

    @Test
    void planOfARestore_ofWhatWasDeletedMeanwhile_saysThat() throws Exception {
        BackupId old = backUp();
        backUp();
        onFirstPlanOfARestore(() -> deletionIsOver(old));
        RestorePlan plan = rig.restores().plan(old, false);
        assertThat(plan.isPossible()).isFalse();
        assertThat(plan.findings()).extracting(Finding::text).anyMatch(text -> text.startsWith("is DELETED"));
    }

    @Test
    void planOfAnUndo_whileItsCopyIsDeleted_saysWhoDeletes() throws Exception {
        BackupId old = backUp();
        backUp();
        RunId restore = rig.restores().start(old, true);
        assertThat(rig.ended(restore).outcome()).contains(Outcome.COMPLETE);
        BackupId copy = rig.restores().planUndo(restore).backup();
        onFirstPlanOfARestore(() -> deletionBegins(copy));
        assertSaysWhoDeletes(copy, () -> rig.restores().planUndo(restore));
    }

    @Test
    void planOfAnExtraction_whileADeletionBegins_saysWhoDeletes() throws Exception {
        copying();
        BackupId old = backUp();
        backUp();
        onFirstQuery(() -> deletionBegins(old));
        assertSaysWhoDeletes(old, () -> rig.restores().planExtract(extraction(old)));
    }

    @Test
    void planOfAnExtraction_fromWhatWasDeletedMeanwhile_isRefusedForThat() throws Exception {
        copying();
        BackupId old = backUp();
        backUp();
        onFirstQuery(() -> deletionIsOver(old));
        assertThatThrownBy(() -> rig.restores().planExtract(extraction(old)))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.BACKUP_NOT_USABLE));
    }

    private void copying() {
        rig.close();
        rig.copies = true;
        rig.restart(CrashPoints.none());
    }

    private static ExtractOrder extraction(BackupId id) {
        return new ExtractOrder(id, List.of("log"), "old", List.of("WORK01"), "");
    }

    /** Blades are promised that. */
    @Test
    void looksAtOneBackup_neverAskABladeTwiceAtOnce() throws Exception {
        BackupId id = backUp();
        AtomicInteger asking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (String call : List.of("blade.planRestore", "blade.query")) {
            rig.points().when("before " + call, () -> {
                most.accumulateAndGet(asking.incrementAndGet(), Math::max);
                LockSupport.parkNanos(50_000_000);
            });
            rig.points().when("after " + call, asking::decrementAndGet);
        }
        List<Future<?>> looks = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            looks.add(threads.submit(() -> rig.restores().plan(id, false)));
            looks.add(threads.submit(() -> rig.restores().plan(id, false)));
            looks.add(threads.submit(() -> rig.backups().copies(id)));
            for (Future<?> look : looks) {
                look.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(most).hasValue(1);
    }
}
