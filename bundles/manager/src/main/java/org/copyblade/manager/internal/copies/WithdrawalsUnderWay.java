package org.copyblade.manager.internal.copies;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.api.BackupId;
import org.copyblade.api.RunId;

/** Backups whose copies are being taken off the storage now, by runs that may be about others. Safe for many threads. */
public final class WithdrawalsUnderWay {

    private final Map<BackupId, RunId> runs = new ConcurrentHashMap<>();

    /** Until the answer is closed. */
    public UnderWay begin(BackupId id, RunId run) {
        runs.put(id, run);
        return () -> runs.remove(id, run);
    }

    /** The run that withdraws a backup now. */
    public Optional<RunId> of(BackupId id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** Ends when it is closed. */
    @FunctionalInterface
    public interface UnderWay {
        void close();
    }
}
