package org.copyblade.manager.internal.backup;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.copyblade.api.BackupId;
import org.copyblade.manager.internal.run.RunDesk;

/** Backups that runs work on now: each run on its own, and a backup also on the one that gives way to it. Safe for many threads. */
final class BackupsInUse implements Supplier<Set<BackupId>> {

    private final RunDesk desk;
    private final Set<BackupId> givingWay = ConcurrentHashMap.newKeySet();

    BackupsInUse(RunDesk desk) {
        this.desk = desk;
    }

    @Override
    public Set<BackupId> get() {
        Set<BackupId> ids = new HashSet<>(givingWay);
        desk.active().forEach(run -> run.backup().ifPresent(ids::add));
        return ids;
    }

    /** While a backup gives way: nobody else withdraws what the new one is about to go on from. */
    Use giveWay(Optional<BackupId> old) {
        old.ifPresent(givingWay::add);
        return () -> old.ifPresent(givingWay::remove);
    }

    /** Ends when it is closed. */
    @FunctionalInterface
    interface Use {
        void close();
    }
}
