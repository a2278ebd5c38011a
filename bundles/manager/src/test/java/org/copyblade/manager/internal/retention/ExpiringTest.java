package org.copyblade.manager.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupPlan;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retention as it is carried out after a backup. */
class ExpiringTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @BeforeEach
    void manyGenerations() {
        rig.options.put("generations", "9");
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

    private Backup.State state(BackupId id) throws Exception {
        return rig.backups().get(id).state();
    }

    @Test
    void withoutCountAndAge_everyGenerationIsKept() throws Exception {
        BackupId first = backUp();
        backUp();
        backUp();
        assertThat(state(first)).isEqualTo(Backup.State.COMPLETE);
    }

    private void assertCannotBeHeld(BackupId id, Backup.State givenUp) throws Exception {
        assertThat(state(id)).isEqualTo(givenUp);
        assertThatThrownBy(() -> rig.backups().hold(id))
                .isInstanceOf(CopybladeException.class)
                .hasMessage("cannot hold backup " + id + ": it is " + givenUp)
                .extracting(e -> ((CopybladeException) e).code())
                .isEqualTo(ErrorCode.BACKUP_NOT_USABLE);
        assertThat(rig.backups().get(id).held()).isFalse();
    }

    @Test
    void deletedOrExpiredBackup_cannotBeHeld() throws Exception {
        BackupId deleted = backUp();
        BackupId expired = backUp();
        backUp();
        assertThat(rig.ended(rig.backups().delete(deleted)).outcome()).contains(Outcome.COMPLETE);
        rig.options.put("keep.count", "1");
        backUp();
        assertCannotBeHeld(deleted, Backup.State.DELETED);
        assertCannotBeHeld(expired, Backup.State.EXPIRED);
    }

    @Test
    void overwrittenBackup_cannotBeHeld() throws Exception {
        rig.options.put("generations", "1");
        rig.options.put("overwrite.last", "true");
        BackupId overwritten = backUp();
        backUp();
        assertCannotBeHeld(overwritten, Backup.State.OVERWRITTEN);
    }

    @Test
    void withoutCount_asManyAsGenerationsAreKept_alsoAfterThereAreFewer() throws Exception {
        rig.options.put("generations", "5");
        List<BackupId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(backUp());
        }
        rig.options.put("generations", "3");
        ids.add(backUp());
        assertThat(complete()).containsExactlyInAnyOrderElementsOf(ids.subList(3, 6));
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void fewerGenerationsInOneCommand_takeNothingFromTheProfile() throws Exception {
        rig.options.put("generations", "4");
        List<BackupId> ids = List.of(backUp(), backUp(), backUp());
        Run run = rig.backUp(Map.of("generations", "1", "overwrite.last", "true"));
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(complete()).contains(ids.get(1), ids.get(2), run.backup().orElseThrow());
    }

    private List<BackupId> complete() throws Exception {
        return rig.backups().list(BackupQuery.NEWEST).stream()
                .filter(backup -> backup.state() == Backup.State.COMPLETE)
                .map(Backup::id)
                .toList();
    }

    @Test
    void beyondTheCount_copiesGo_butNeitherHeldNorLastVerified() throws Exception {
        BackupId verified = backUp();
        assertThat(rig.ended(rig.backups().verify(verified)).outcome()).contains(Outcome.COMPLETE);
        BackupId held = backUp();
        rig.backups().hold(held);
        BackupId old = backUp();
        rig.options.put("keep.count", "1");
        BackupId newest = backUp();

        assertThat(state(verified)).isEqualTo(Backup.State.COMPLETE);
        assertThat(state(held)).isEqualTo(Backup.State.COMPLETE);
        assertThat(state(old)).isEqualTo(Backup.State.EXPIRED);
        assertThat(state(newest)).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    @Test
    void copyThatCannotBeWithdrawn_doesNotSpoilTheNewBackup_andGoesWithTheNext() throws Exception {
        BackupId old = backUp();
        rig.options.put("keep.count", "1");
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);
        backUp();
        assertThat(state(old)).isEqualTo(Backup.State.EXPIRED);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).containsExactly(old);

        rig.storage.faults().clear();
        backUp();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }

    /** One that was taken out of the configuration, and that nobody can wait for. */
    @Test
    void leftoversOfABladeThatIsGone_areWaitedForOnce_andKeepNoOthers() throws Exception {
        rig.close();
        rig.absent = Duration.ofMillis(300);
        rig.restart(CrashPoints.none());
        rig.options.put("generations", "9");
        BackupId old = backUp();
        StoredBackup like = rig.catalog.backup(old).orElseThrow();
        for (int i = 0; i < 4; i++) {
            BackupId id = BackupId.of(rig.catalog.next(Catalog.Counter.BACKUP));
            Backup leftover = like.backup().withId(id).withCopies(List.of()).withState(Backup.State.EXPIRED, "");
            String body = like.body().replace("\"endpoint\":\"array\"", "\"endpoint\":\"gone\"");
            rig.catalog.commit(List.of(new Change.SaveBackup(new StoredBackup(leftover, body, true))));
        }
        BackupId here = backUp();
        StoredBackup givenUp = rig.catalog.backup(here).orElseThrow();
        rig.catalog.commit(List.of(new Change.SaveBackup(
                new StoredBackup(givenUp.backup().withState(Backup.State.EXPIRED, ""), givenUp.body(), true))));

        Set<Instant> waits = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        Thread watching = new Thread(() -> {
            while (!over.get()) {
                rig.runs().awaited().forEach(wait -> waits.add(wait.since()));
                LockSupport.parkNanos(5_000_000);
            }
        });
        watching.start();
        backUp();
        over.set(true);
        watching.join();

        assertThat(waits).hasSize(1);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).hasSize(4).doesNotContain(here);
    }

    /** As many as one profile may have after its retention was changed, or after a catalog was rebuilt. */
    private static final int MANY = 1_500;

    /** Saves backups of the profile that are like this one, but of which the storage has nothing. */
    private void saveLike(BackupId id, int count, UnaryOperator<Backup> change) throws Exception {
        StoredBackup like = rig.catalog.backup(id).orElseThrow();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BackupId next = BackupId.of(rig.catalog.next(Catalog.Counter.BACKUP));
            Backup backup = change.apply(like.backup().withId(next).withCopies(List.of()));
            changes.add(new Change.SaveBackup(
                    new StoredBackup(backup, like.body().replace("\"ESTABLISHED\"", "\"WITHDRAWN\""), false)));
        }
        rig.catalog.commit(changes);
    }

    @Test
    void moreThanAnyPage_goInOneNight() throws Exception {
        BackupId first = backUp();
        saveLike(first, MANY, UnaryOperator.identity());
        rig.options.put("keep.count", "2");

        BackupId newest = backUp();

        assertThat(rig.backups().list(new BackupQuery(Optional.empty(), Optional.empty(), true, 10_000)))
                .extracting(Backup::id)
                .containsExactly(newest, BackupId.of(first.number() + MANY));
        assertThat(state(first)).isEqualTo(Backup.State.EXPIRED);
    }

    @Test
    void whatIsTooOld_goes_alsoBehindManyThatStay() throws Exception {
        BackupId first = backUp();
        Instant old = Instant.now().minus(Duration.ofDays(30));
        saveLike(first, 1, backup -> backup.withWindow(Optional.of(old), backup.windowMicros()));
        saveLike(first, MANY, backup -> backup.withHeld(true));
        rig.options.put("keep.count", "99");
        rig.options.put("keep.age.days", "7");

        backUp();

        assertThat(state(BackupId.of(first.number() + 1))).isEqualTo(Backup.State.EXPIRED);
        assertThat(state(BackupId.of(first.number() + 2))).as("held").isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void generationOfABackupBehindManyYoungerOnes_isSeen() throws Exception {
        rig.options.put("generations", "2");
        BackupId first = backUp();
        BackupId second = backUp();
        saveLike(first, MANY, backup -> backup.withHeld(true));

        BackupPlan plan = rig.backups().plan(ManagerRig.SYSTEM, Map.of());

        assertThat(plan.generation()).isEqualTo(1);
        assertThat(plan.overwrites()).isEqualTo(first.value());
        assertThat(state(second)).isEqualTo(Backup.State.COMPLETE);
    }

    private void rewrite(BackupId id, String what, String by) throws Exception {
        StoredBackup stored = rig.catalog.backup(id).orElseThrow();
        rig.catalog.commit(List.of(new Change.SaveBackup(
                new StoredBackup(stored.backup(), stored.body().replace(what, by), stored.remains()))));
    }

    private List<Finding> about(BackupId id, Run run) {
        return run.findings().stream()
                .filter(finding -> finding.subject().equals(id.value()))
                .toList();
    }

    @Test
    void copyThatCannotBeAsked_isReported_holdsUpNoOther_andGoesWhenItCan() throws Exception {
        rig.absent = Duration.ofMillis(1);
        rig.restart(CrashPoints.none());
        BackupId away = backUp();
        BackupId old = backUp();
        backUp();
        rig.options.put("keep.count", "1");
        rewrite(away, "\"endpoint\":\"array\"", "\"endpoint\":\"away\"");

        Run night = rig.backUp(Map.of());

        assertThat(night.outcome()).contains(Outcome.COMPLETE);
        assertThat(state(away)).isEqualTo(Backup.State.COMPLETE);
        assertThat(state(old)).isEqualTo(Backup.State.EXPIRED);
        assertThat(about(away, night)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.text())
                    .startsWith("is kept beyond the retention of its profile: DCM-")
                    .endsWith("blade memory@away is not there");
            assertThat(finding.hint()).isNotEmpty();
        });

        rewrite(away, "\"endpoint\":\"away\"", "\"endpoint\":\"array\"");
        assertThat(about(away, rig.backUp(Map.of()))).isEmpty();
        assertThat(state(away)).isEqualTo(Backup.State.EXPIRED);
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    /** However many backups of an absent blade are due, the night waits for it once. */
    @Test
    void bladeThatWasWaitedForInVain_isNotWaitedForAgain() throws Exception {
        rig.absent = Duration.ofMillis(1);
        rig.restart(CrashPoints.none());
        BackupId away = backUp();
        BackupId awayToo = backUp();
        backUp();
        rig.options.put("keep.count", "1");
        rewrite(away, "\"endpoint\":\"array\"", "\"endpoint\":\"away\"");
        rewrite(awayToo, "\"endpoint\":\"array\"", "\"endpoint\":\"away\"");

        Run night = rig.backUp(Map.of());

        assertThat(about(away, night)).singleElement().satisfies(finding -> assertThat(finding.text())
                .as("the one that waited says what it wanted to do")
                .contains(" copy group "));
        assertThat(about(awayToo, night)).singleElement().satisfies(finding -> assertThat(finding.text())
                .doesNotContain(" copy group ")
                .endsWith("blade memory@away is not there"));
        assertThat(state(away)).isEqualTo(Backup.State.COMPLETE);
        assertThat(state(awayToo)).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void copyThatCannotBeWithdrawn_isReported_andHoldsUpNoOther() throws Exception {
        BackupId first = backUp();
        BackupId second = backUp();
        rig.options.put("keep.count", "1");
        rig.storage.faults().always(Faults.Step.WITHDRAW, Faults.Fault.REFUSED);

        Run night = rig.backUp(Map.of());

        assertThat(state(first)).isEqualTo(Backup.State.EXPIRED);
        assertThat(state(second)).isEqualTo(Backup.State.EXPIRED);
        for (BackupId id : List.of(first, second)) {
            assertThat(about(id, night)).singleElement().satisfies(finding -> assertThat(finding.text())
                    .startsWith("is EXPIRED, but its copies are not withdrawn yet: DCM-"));
        }
        rig.storage.faults().clear();
        assertThat(rig.backUp(Map.of()).findings()).isEmpty();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }
}
