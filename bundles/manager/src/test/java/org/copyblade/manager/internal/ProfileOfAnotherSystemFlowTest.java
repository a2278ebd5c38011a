package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A profile whose 'system' was changed still has the backups of the system before: the last good one of that is as dear. */
class ProfileOfAnotherSystemFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    /** The same as if the profile had been one of another system when this backup was taken. */
    private BackupId before(Run run) throws Exception {
        StoredBackup stored = rig.catalog
                .backup(CrashScene.complete(run).backup().orElseThrow())
                .orElseThrow();
        Backup bank = stored.backup();
        BackupId id = BackupId.of(rig.catalog.next(Catalog.Counter.BACKUP));
        Backup shop = new Backup(
                id,
                bank.run(),
                bank.profile(),
                "shop",
                bank.state(),
                bank.reason(),
                bank.consistency(),
                bank.generation(),
                bank.startedAt(),
                bank.pointInTime(),
                bank.windowMicros(),
                bank.position(),
                bank.verified(),
                bank.held(),
                bank.copies());
        rig.catalog.commit(List.of(
                new Change.SaveBackup(new StoredBackup(bank.withState(Backup.State.OVERWRITTEN, ""), "{}", false)),
                new Change.SaveBackup(new StoredBackup(shop, stored.body(), true))));
        return id;
    }

    private Backup.State state(BackupId id) throws Exception {
        return rig.backups().get(id).state();
    }

    @Test
    void itsLastGoodBackup_doesNotGiveWayUnasked() throws Exception {
        rig.options.put("generations", "1");
        BackupId shop = before(rig.backUp(Map.of()));

        Run refused = rig.backUp(Map.of());

        assertThat(refused.outcome()).as(refused.message()).contains(Outcome.REFUSED);
        assertThat(refused.message()).contains("the only generation to be had holds the last good backup");
        assertThat(state(shop)).isEqualTo(Backup.State.COMPLETE);

        // The control: it does so if it is asked for.
        CrashScene.complete(rig.backUp(Map.of("overwrite.last", "true")));
        assertThat(state(shop)).isEqualTo(Backup.State.OVERWRITTEN);
    }

    @Test
    void itsLastGoodBackup_isKeptByRetention_theOthersGo() throws Exception {
        rig.options.put("generations", "9");
        BackupId old = before(rig.backUp(Map.of()));
        BackupId last = before(rig.backUp(Map.of()));
        rig.options.put("keep.count", "1");

        CrashScene.complete(rig.backUp(Map.of()));

        assertThat(state(old)).isEqualTo(Backup.State.EXPIRED);
        assertThat(state(last)).isEqualTo(Backup.State.COMPLETE);
    }
}
