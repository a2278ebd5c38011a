package org.copyblade.manager.internal.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.UndoCopies;
import org.copyblade.manager.internal.backup.RefusedOverrides;
import org.copyblade.manager.internal.copies.Pages;
import org.copyblade.manager.internal.profile.BackupOptions;

/** What went wrong with a system and has not been made up for: told without being asked for. */
final class Troubles {

    /** The newest few of a system: there is one undo copy at most. */
    private static final int LOOKED_AT = 5;

    private Troubles() {}

    /**
     * The worst of them, in one sentence.
     *
     * @param lastGood what the newest good backup shows
     */
    static Optional<String> of(Catalog catalog, String system, List<BackupOptions> profiles, Optional<Instant> lastGood)
            throws CatalogException {
        Optional<String> worst = FailedRestore.of(catalog, system, lastGood);
        if (worst.isEmpty()) {
            worst = refuted(catalog, system);
        }
        for (BackupOptions options : profiles) {
            if (worst.isEmpty()) {
                worst = failed(catalog, system, options.profile());
            }
        }
        return worst;
    }

    /** A newest backup that is COMPLETE but failed its try-out: the next good one makes up for it. */
    private static Optional<String> refuted(Catalog catalog, String system) throws CatalogException {
        BackupQuery newest = new BackupQuery(Optional.of(system), Optional.empty(), true, LOOKED_AT);
        return catalog.backups(newest).stream()
                .filter(backup -> !UndoCopies.contain(backup))
                .findFirst()
                .filter(backup ->
                        backup.verified().filter(tryOut -> !tryOut.passed()).isPresent())
                .map(backup -> "its newest backup " + backup.id() + " failed its try-out");
    }

    /**
     * A newest backup of a profile that did not come about. A run that an operator cancelled is no trouble, nor is one that
     * was refused with options of its own: what was before it still counts.
     */
    private static Optional<String> failed(Catalog catalog, String system, String profile) throws CatalogException {
        Optional<Run> newest = catalog.lastEnded(Run.Kind.BACKUP, system, profile);
        if (newest.isPresent() && !counts(catalog, newest.orElseThrow())) {
            newest = newestThatCounts(catalog, newest.orElseThrow());
        }
        return newest.filter(
                        run -> run.outcome().filter(Outcome.COMPLETE::equals).isEmpty())
                .map(run -> "the newest run " + run.id() + " of profile '" + profile + "' ended "
                        + run.outcome().orElseThrow() + ": " + run.message());
    }

    /** The newest of the same profile before this one. */
    private static Optional<Run> newestThatCounts(Catalog catalog, Run later) throws CatalogException {
        return new Pages<Run>((after, limit) -> catalog.ended(
                        later.kind(),
                        later.system(),
                        later.profile(),
                        after.orElse(later).id(),
                        limit))
                .first(run -> counts(catalog, run));
    }

    private static boolean counts(Catalog catalog, Run run) throws CatalogException {
        return switch (run.outcome().orElseThrow()) {
            case COMPLETE, UNUSABLE, FAILED -> true;
            case CANCELLED -> false;
            case REFUSED -> !RefusedOverrides.are(catalog.journal(run.id()));
        };
    }
}
