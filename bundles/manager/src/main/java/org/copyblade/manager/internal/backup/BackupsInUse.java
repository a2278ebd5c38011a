package org.copyblade.manager.internal.backup;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.copyblade.api.BackupId;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.manager.internal.copies.WithdrawalsUnderWay;
import org.copyblade.manager.internal.run.RunDesk;

/** Backups that runs work on now: each run on its own, and a backup also on the one that gives way to it. Safe for many threads. */
final class BackupsInUse implements Supplier<Set<BackupId>> {

    private final RunDesk desk;
    private final WithdrawalsUnderWay withdrawals;
    private final Map<BackupId, RunId> givingWay = new ConcurrentHashMap<>();

    BackupsInUse(RunDesk desk, WithdrawalsUnderWay withdrawals) {
        this.desk = desk;
        this.withdrawals = withdrawals;
    }

    @Override
    public Set<BackupId> get() {
        Set<BackupId> ids = new HashSet<>(givingWay.keySet());
        desk.active().forEach(run -> run.backup().ifPresent(ids::add));
        return ids;
    }

    /** What is being done to a backup now and by which run, in words; also by runs that are about another backup. */
    Optional<String> doingTo(BackupId id) {
        Optional<Run> own = desk.active().stream()
                .filter(run -> run.backup().filter(id::equals).isPresent())
                .findFirst();
        return own.map(run -> doing(run.kind()) + " by run " + run.id())
                .or(() -> Optional.ofNullable(givingWay.get(id)).map(run -> "giving way to that of run " + run))
                .or(() -> withdrawals.of(id).map(run -> "being withdrawn by run " + run))
                .map(doing -> "backup " + id + " is " + doing);
    }

    private static String doing(Run.Kind kind) {
        return "being "
                + switch (kind) {
                    case BACKUP -> "taken";
                    case RESTORE, UNDO -> "restored";
                    case VERIFY -> "tried out";
                    case DELETE -> "deleted";
                    case EXTRACT -> "read";
                };
    }

    /** While a backup gives way: nobody else withdraws what the new one is about to go on from. */
    Use giveWay(Optional<BackupId> old, RunId run) {
        old.ifPresent(id -> givingWay.put(id, run));
        return () -> old.ifPresent(givingWay::remove);
    }

    /** Ends when it is closed. */
    @FunctionalInterface
    interface Use {
        void close();
    }
}
