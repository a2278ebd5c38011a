package org.copyblade.manager.internal.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.UndoCopies;
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
        Optional<String> worst = halfRestored(catalog, system, profiles, lastGood);
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

    /** A restore that began to copy back and did not come to its end, unless the system was backed up since. */
    private static Optional<String> halfRestored(
            Catalog catalog, String system, List<BackupOptions> profiles, Optional<Instant> lastGood)
            throws CatalogException {
        List<Run> restores = new ArrayList<>();
        for (BackupOptions options : profiles) {
            catalog.lastEnded(Run.Kind.RESTORE, system, options.profile()).ifPresent(restores::add);
        }
        catalog.lastEnded(Run.Kind.UNDO, system, UndoCopies.profileOf(system)).ifPresent(restores::add);
        return restores.stream()
                .max((a, b) -> Long.compare(a.id().number(), b.id().number()))
                .filter(run -> run.outcome().filter(Outcome.COMPLETE::equals).isEmpty() && hasCopiedBack(run.phase()))
                .filter(run -> lastGood.filter(
                                shown -> run.endedAt().filter(shown::isAfter).isPresent())
                        .isEmpty())
                .map(run -> "restore " + run.id() + " did not end: " + run.message());
    }

    private static boolean hasCopiedBack(Phase phase) {
        return switch (phase) {
            case RESTORE, RECOVER, START, RECORD -> true;
            default -> false;
        };
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

    /** A newest backup of a profile that did not come about; one that an operator cancelled is no trouble. */
    private static Optional<String> failed(Catalog catalog, String system, String profile) throws CatalogException {
        return catalog.lastEnded(Run.Kind.BACKUP, system, profile)
                .filter(run -> run.outcome()
                        .filter(outcome -> outcome != Outcome.COMPLETE && outcome != Outcome.CANCELLED)
                        .isPresent())
                .map(run -> "the newest run " + run.id() + " of profile '" + profile + "' ended "
                        + run.outcome().orElseThrow() + ": " + run.message());
    }
}
