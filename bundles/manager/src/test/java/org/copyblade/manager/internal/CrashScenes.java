package org.copyblade.manager.internal;

import static org.copyblade.manager.internal.rig.CrashScene.backupsOf;
import static org.copyblade.manager.internal.rig.CrashScene.complete;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.CrashScene.Work;
import org.copyblade.manager.internal.rig.ManagerRig;

/** What a manager is at when it is killed, or when its run is cancelled. */
final class CrashScenes {

    private static final Duration HOLD_TIMER = Duration.ofMillis(400);

    private CrashScenes() {}

    static CrashScene underLogSuspend() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of()));
    }

    static CrashScene underAnInstant() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of("consistency", "storage")));
    }

    static CrashScene underAHold() {
        return CrashScene.of(
                Behaviour.pairs("array").withHoldTimer(HOLD_TIMER), backup(Map.of("consistency", "storage")));
    }

    static CrashScene inBackupMode() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of("consistency", "backup-mode")));
    }

    static CrashScene restoringWithUndo() {
        return CrashScene.of(Behaviour.snapshots("array"), restore(true)).thatRestores();
    }

    static CrashScene restoringWithoutUndo() {
        return CrashScene.of(Behaviour.snapshots("array"), restore(false)).thatRestores();
    }

    static CrashScene triedOutAfterwards() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of("verify.after", "true")));
    }

    static CrashScene tryingOut() {
        return CrashScene.of(Behaviour.snapshots("array"), rig -> rig.backups()
                .verify(backupsOf(rig).get(0).id()));
    }

    static CrashScene overwriting() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of())).withBackups(2);
    }

    /** Three kinds of storage under one suspension, where a backup overwrites another. */
    static CrashScene mixed() {
        return CrashScene.of(
                        List.of(
                                Behaviour.snapshots("snaps"),
                                Behaviour.pairs("pairs"),
                                Behaviour.files("files").withPrepareSteps(2)),
                        backup(Map.of()))
                .withBackups(2);
    }

    /** Two storages, so that the manager also dies while one copy has been taken over and the other has not. */
    static CrashScene incremental() {
        return CrashScene.of(
                        List.of(
                                Behaviour.pairs("one").withBackgroundCopy(Duration.ZERO),
                                Behaviour.pairs("two")
                                        .withBackgroundCopy(Duration.ZERO)
                                        .withPrepareSteps(2)),
                        backup(Map.of()))
                .withBackups(2)
                .with(Map.of("incremental", "yes"));
    }

    static CrashScene throughTheHost() {
        return CrashScene.of(Behaviour.files("host").throughHostOnly(), backup(Map.of("consistency", "backup-mode")))
                .with(Map.of("consistency", "backup-mode"));
    }

    /** Today's state goes through the host, too. */
    static CrashScene restoringThroughTheHost() {
        return CrashScene.of(Behaviour.files("host").throughHostOnly(), restore(true))
                .thatRestores()
                .with(Map.of("consistency", "backup-mode"));
    }

    static CrashScene retention() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of()))
                .withBackups(2)
                .with(Map.of("generations", "4", "keep.count", "2"));
    }

    static CrashScene deleting() {
        return CrashScene.of(Behaviour.snapshots("array"), rig -> {
                    List<Backup> all = backupsOf(rig);
                    rig.backups().delete(all.get(all.size() - 1).id());
                })
                .withBackups(2);
    }

    static CrashScene restoringAgain() {
        return CrashScene.of(Behaviour.snapshots("array"), restore(true))
                .thatRestores()
                .after(rig -> {
                    Run first = complete(
                            rig.ended(rig.restores().start(backupsOf(rig).get(0).id(), true)));
                    complete(rig.ended(rig.restores().undo(first.id())));
                });
    }

    /** The older of two backups, so that a COMPLETE one is left. */
    static CrashScene usingUp() {
        return CrashScene.of(
                        List.of(Behaviour.snapshots("snaps"), Behaviour.pairs("one"), Behaviour.pairs("two")),
                        rig -> rig.restores().start(backupsOf(rig).get(1).id(), false))
                .withBackups(2)
                .thatRestores();
    }

    static CrashScene extracting() {
        return CrashScene.of(Behaviour.snapshots("array"), rig -> rig.restores()
                        .extract(new ExtractOrder(
                                backupsOf(rig).get(0).id(), List.of("log"), "old", List.of("WORK01"), "")))
                .after(rig -> rig.copies = true);
    }

    static CrashScene undoing() {
        return CrashScene.of(Behaviour.snapshots("array"), rig -> rig.restores()
                        .undo(rig.runs().list(1).get(0).id()))
                .thatRestores()
                .after(rig -> complete(
                        rig.ended(rig.restores().start(backupsOf(rig).get(0).id(), true))));
    }

    static Work backup(Map<String, String> overrides) {
        return rig -> rig.backups().start(ManagerRig.SYSTEM, overrides);
    }

    static Work restore(boolean undo) {
        return rig -> rig.restores().start(backupsOf(rig).get(0).id(), undo);
    }
}
