package org.copyblade.manager.internal.status;

import java.time.Instant;
import java.util.Optional;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.RestoreHistory;
import org.copyblade.manager.internal.copies.UndoCopies;
import org.copyblade.manager.internal.restore.WayOut;

/**
 * A restore or undo that failed and that nothing has made up for: neither one that came to its end, nor a backup that is good.
 * One that was refused or cancelled has changed nothing, and what failed before it still counts.
 */
final class FailedRestore {

    private FailedRestore() {}

    /**
     * What is to be said of it, and what to do next.
     *
     * @param lastGood what the newest good backup shows
     */
    static Optional<String> of(Catalog catalog, String system, Optional<Instant> lastGood) throws CatalogException {
        RestoreHistory history = new RestoreHistory(catalog);
        UndoCopies undoCopies = new UndoCopies(catalog);
        // The newest that has overwritten data is worse than a later one that has not.
        Optional<Run> worst = history.newest(
                system, run -> isMadeUpFor(run, lastGood) || isFailed(run) && undoCopies.hasOverwritten(run));
        Optional<Run> overwritten = worst.filter(run -> !isMadeUpFor(run, lastGood));
        if (overwritten.isPresent()) {
            Run run = overwritten.orElseThrow();
            return Optional.of(
                    named(run) + " did not come to its end: " + run.message() + "; run " + WayOut.of(catalog, run));
        }
        return history.newest(system, run -> isMadeUpFor(run, lastGood) || isFailed(run))
                .filter(run -> !isMadeUpFor(run, lastGood))
                .map(FailedRestore::asBefore);
    }

    private static boolean isFailed(Run run) {
        return run.outcome().filter(Outcome.FAILED::equals).isPresent();
    }

    private static boolean isMadeUpFor(Run run, Optional<Instant> lastGood) {
        return run.outcome().filter(Outcome.COMPLETE::equals).isPresent() || isBackedUpSince(run, lastGood);
    }

    private static boolean isBackedUpSince(Run run, Optional<Instant> lastGood) {
        return run.endedAt()
                .filter(ended -> lastGood.filter(ended::isBefore).isPresent())
                .isPresent();
    }

    private static String asBefore(Run run) {
        return named(run) + " failed before anything was copied back: " + run.message() + "; run system:analyze "
                + run.system() + " to see whether it runs, then restore again, or take a backup if none is wanted";
    }

    private static String named(Run run) {
        String of =
                run.backup().map(BackupId::value).map(id -> " of backup " + id).orElse("");
        return (run.kind() == Run.Kind.UNDO ? "undo " : "restore ") + run.id() + of;
    }
}
