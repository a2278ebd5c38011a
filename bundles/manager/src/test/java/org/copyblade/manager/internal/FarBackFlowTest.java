package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What counts is found however much of the same system lies between it and today. */
class FarBackFlowTest {

    /** More than anybody would read as a whole. */
    private static final int MANY = 1_500;

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp() throws Exception {
        return CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
    }

    private void work(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    /** Runs that ended before they did anything. */
    private void runs(int count, Run.Kind kind, Outcome outcome) throws Exception {
        List<Change> changes = new ArrayList<>();
        Instant now = Instant.now();
        for (int i = 0; i < count; i++) {
            changes.add(new Change.SaveRun(new Run(
                    RunId.of(rig.catalog.next(Catalog.Counter.RUN)),
                    kind,
                    ManagerRig.SYSTEM,
                    ManagerRig.SYSTEM,
                    Optional.empty(),
                    Phase.VALIDATE,
                    Optional.of(outcome),
                    100,
                    now,
                    Optional.of(now),
                    "of the test",
                    "",
                    List.of())));
        }
        rig.catalog.commit(changes);
    }

    private void backups(int count, String profile, Backup.State state, Consistency consistency) throws Exception {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Backup backup = new Backup(
                    BackupId.of(rig.catalog.next(Catalog.Counter.BACKUP)),
                    RunId.of(rig.catalog.next(Catalog.Counter.RUN)),
                    profile,
                    ManagerRig.SYSTEM,
                    state,
                    "of the test",
                    consistency,
                    1,
                    Instant.now(),
                    Optional.of(Instant.now()),
                    OptionalLong.empty(),
                    "",
                    Optional.empty(),
                    false,
                    List.of());
            changes.add(new Change.SaveBackup(new StoredBackup(backup, "{}", false)));
        }
        rig.catalog.commit(changes);
    }

    private Run restoreHalf(BackupId id) throws Exception {
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = rig.ended(rig.restores().start(id, true));
        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        return failed;
    }

    @Test
    void restoreThatIsHalfDone_isKnownBehindAnyNumberThatChangedNothing() throws Exception {
        work(5);
        BackupId id = backUp();
        work(5);
        Run failed = restoreHalf(id);
        runs(MANY, Run.Kind.RESTORE, Outcome.REFUSED);

        assertThatThrownBy(() -> rig.backups().delete(id)).hasMessageContaining("is needed by run " + failed.id());
        assertThat(rig.systems().list().get(0).problem()).startsWith("restore " + failed.id());
        CrashScene.complete(rig.ended(rig.restores().undo(failed.id())));
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void undoCopyOfARestore_isFoundBehindAnyNumberOfYoungerOnes() throws Exception {
        work(5);
        BackupId id = backUp();
        work(5);
        Run restore = CrashScene.complete(rig.ended(rig.restores().start(id, true)));
        BackupId copy = rig.restores().planUndo(restore.id()).backup();
        backups(MANY, "undo:bank", Backup.State.UNUSABLE, Consistency.STOPPED);

        assertThat(rig.restores().planUndo(restore.id()).backup()).isEqualTo(copy);
    }

    @Test
    void failureOfAProfile_isRedBehindAnyNumberOfRunsThatSayNothingOfIt() throws Exception {
        backUp();
        rig.storage.faults().next(Faults.Step.ESTABLISH, Faults.Fault.REFUSED);
        Run failed = rig.backUp(Map.of());
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        runs(MANY, Run.Kind.BACKUP, Outcome.CANCELLED);

        assertThat(rig.systems().list().get(0).problem())
                .startsWith("the newest run " + failed.id() + " of profile 'bank' ended FAILED: ");
    }

    /** A fuzzy copy cannot be restored, so that nobody is told that it can be restored in the place of another. */
    @Test
    void planOfADeletion_namesWhatCanBeRestored_behindAnyNumberOfFuzzyCopies() throws Exception {
        BackupId old = backUp();
        BackupId young = backUp();
        backups(MANY, "fuzzy", Backup.State.COMPLETE, Consistency.NONE);

        assertThat(rig.backups().planDelete(old).others()).containsExactly(young);
    }
}
