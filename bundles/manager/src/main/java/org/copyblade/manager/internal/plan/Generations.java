package org.copyblade.manager.internal.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;

/** Chooses the generation of a new backup: a free one, else the oldest that is not protected. Pure. */
final class Generations {

    private Generations() {}

    /** Whether one of these is neither the last COMPLETE backup of its system nor the last verified one. */
    static boolean areEnough(List<Backup> oldestFirst) {
        return oldestFirst.size()
                > 2 * oldestFirst.stream().map(Backup::system).distinct().count();
    }

    /**
     * The choice.
     *
     * @param generation 1 and up; 0 if none can be had
     * @param overwrites the backup that loses it
     * @param unmade generations that a copy is still to be made for, with the one chosen; 0 if none can be had
     * @param findings why none can be had, or what its choice costs
     */
    public record Choice(int generation, Optional<Backup> overwrites, int unmade, List<Finding> findings) {}

    /**
     * The newest backups of each system that the profile has backups of: its system may have been changed.
     *
     * @param complete the newest COMPLETE ones
     * @param verified the newest that passed a try-out
     */
    record Last(Set<BackupId> complete, Set<BackupId> verified) {
        Last {
            complete = Set.copyOf(complete);
            verified = Set.copyOf(verified);
        }

        private boolean isComplete(Backup backup) {
            return complete.contains(backup.id());
        }

        private boolean isVerified(Backup backup) {
            return verified.contains(backup.id());
        }
    }

    /**
     * Chooses. The last COMPLETE backup is never given up unasked; the last verified one only where there are several
     * generations and no other is left, else daily backups verified once a week would stop on the second day.
     *
     * @param occupied generations that backups of the profile are in
     * @param oldestFirst backups in them that nobody protects or works on, oldest first, as the catalog lists them: their
     *     numbers do not tell. The first that {@link #areEnough} will do
     * @param overwriteLast whether any backup may be given up
     */
    static Choice choose(
            int generations, Set<Integer> occupied, List<Backup> oldestFirst, Last last, boolean overwriteLast) {
        List<Integer> free = IntStream.rangeClosed(1, generations)
                .boxed()
                .filter(slot -> !occupied.contains(slot))
                .toList();
        if (!free.isEmpty()) {
            return new Choice(free.get(0), Optional.empty(), free.size(), List.of());
        }
        return first(oldestFirst, backup -> !last.isComplete(backup) && !last.isVerified(backup))
                .or(() -> first(oldestFirst, backup -> generations > 1 && !last.isComplete(backup)))
                .or(() -> first(oldestFirst, backup -> overwriteLast))
                .map(backup -> new Choice(backup.generation(), Optional.of(backup), 1, givesWay(backup, last)))
                .orElseGet(() ->
                        new Choice(0, Optional.empty(), 0, List.of(refusal(!oldestFirst.isEmpty(), generations))));
    }

    /** The last of its kind never goes without a word. */
    private static List<Finding> givesWay(Backup backup, Last last) {
        if (!last.isComplete(backup) && !last.isVerified(backup)) {
            return List.of();
        }
        String what = last.isComplete(backup) ? "the last good backup" : "the last verified backup";
        return List.of(new Finding(
                Check.GENERATION_FREE.number(),
                Finding.Severity.WARNING,
                backup.id().value(),
                what + " gives way to the new one, before that is taken",
                last.isComplete(backup)
                        ? "raise 'generations', so that one good backup is there at any time"
                        : "raise 'generations', verify more often, or set verify.after=true"));
    }

    private static Optional<Backup> first(List<Backup> oldestFirst, Predicate<Backup> mayGo) {
        return oldestFirst.stream().filter(mayGo).findFirst();
    }

    private static Finding refusal(boolean onlyTheLast, int generations) {
        String text = onlyTheLast
                ? "the only generation to be had holds the last good backup"
                : "all " + generations + " generations are held or in use";
        String hint = onlyTheLast
                ? "raise 'generations', or allow it for this command with overwrite.last=true"
                : "raise 'generations', or run slb:unhold ID";
        return new Finding(Check.GENERATION_FREE.number(), Finding.Severity.ERROR, "generations", text, hint);
    }
}
