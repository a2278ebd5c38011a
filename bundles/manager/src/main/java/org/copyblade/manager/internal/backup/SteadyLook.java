package org.copyblade.manager.internal.backup;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;

/**
 * Looks at a backup and its storage so that all that is seen is of one state. A look locks nothing that a run takes, so that no
 * run ever waits for one: if a run works on the backup before or after it, that is said instead, and if one came and went, the
 * look is done again. One look at a time, for a blade is not asked twice at once for one group. Safe for many threads.
 */
public final class SteadyLook {

    private static final int MOST = 3;

    /** For somebody else's look at the same backup. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Locks locks;
    private final BackupsInUse inUse;
    private final AtomicLong looks = new AtomicLong();

    SteadyLook(Catalog catalog, Locks locks, BackupsInUse inUse) {
        this.catalog = catalog;
        this.locks = locks;
        this.inUse = inUse;
    }

    /** Looks only; may be done several times. */
    @FunctionalInterface
    public interface Look<T> {
        T now() throws CopybladeException, Failure;
    }

    /**
     * What a look sees.
     *
     * @throws CopybladeException SYSTEM_BUSY if a run works on the backup, or somebody else looks at it for long
     */
    public <T> T at(BackupId id, Look<T> look) throws CopybladeException {
        refuseIfInWork(id);
        Locks.Held alone = locks.take(Set.of("look at backup " + id), "look " + looks.incrementAndGet(), WAIT)
                .orElseThrow(() -> new CopybladeException(
                        ErrorCode.SYSTEM_BUSY, "somebody else looks at the copies of backup " + id + " now"));
        try {
            return again(id, look);
        } finally {
            alone.close();
        }
    }

    private <T> T again(BackupId id, Look<T> look) throws CopybladeException {
        for (int i = 0; i < MOST; i++) {
            refuseIfInWork(id);
            Optional<StoredBackup> before = stored(id);
            Seen<T> seen = look(look);
            refuseIfInWork(id);
            if (stored(id).equals(before)) {
                return seen.get();
            }
        }
        throw new CopybladeException(ErrorCode.SYSTEM_BUSY, "backup " + id + " changes while it is looked at");
    }

    /** Says which run works on a backup, if one does. */
    public void refuseIfInWork(BackupId id) throws CopybladeException {
        Optional<String> doing = inUse.doingTo(id);
        if (doing.isPresent()) {
            throw new CopybladeException(ErrorCode.SYSTEM_BUSY, doing.orElseThrow());
        }
    }

    /** What a look that was overtaken says against it is worth as little as what it has seen. */
    @FunctionalInterface
    private interface Seen<T> {
        T get() throws CopybladeException;
    }

    private static <T> Seen<T> look(Look<T> look) {
        try {
            T seen = look.now();
            return () -> seen;
        } catch (CopybladeException e) {
            return () -> {
                throw e;
            };
        } catch (Failure e) {
            return () -> {
                throw e.asError();
            };
        }
    }

    private Optional<StoredBackup> stored(BackupId id) throws CopybladeException {
        try {
            return catalog.backup(id);
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }
}
