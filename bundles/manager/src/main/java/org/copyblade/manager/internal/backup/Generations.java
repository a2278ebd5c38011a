package org.copyblade.manager.internal.backup;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;

/** Chooses the generation of a new backup: a free one, else the oldest that is not protected. Pure. */
final class Generations {

    private Generations() {}

    /**
     * The choice.
     *
     * @param generation 1 and up; 0 if none can be had
     * @param overwrites the backup that loses it
     * @param findings why none can be had
     */
    record Choice(int generation, Optional<Backup> overwrites, List<Finding> findings) {}

    /**
     * Chooses.
     *
     * @param occupying all backups of the profile that still have copies
     * @param inUse backups that a run works on
     * @param lastGood the newest COMPLETE and the newest verified one of the system: not to be overwritten unless allowed
     */
    static Choice choose(
            int generations,
            List<Backup> occupying,
            Set<BackupId> inUse,
            Set<BackupId> lastGood,
            boolean overwriteLast) {
        Optional<Integer> free = IntStream.rangeClosed(1, generations)
                .boxed()
                .filter(slot -> occupying.stream().noneMatch(backup -> backup.generation() == slot))
                .findFirst();
        if (free.isPresent()) {
            return new Choice(free.get(), Optional.empty(), List.of());
        }
        List<Backup> oldestFirst = occupying.stream()
                .filter(backup -> backup.generation() <= generations)
                .sorted(Comparator.comparingLong(backup -> backup.id().number()))
                .toList();
        for (Backup candidate : oldestFirst) {
            boolean last = lastGood.contains(candidate.id()) && !overwriteLast;
            if (!candidate.held() && !inUse.contains(candidate.id()) && !last) {
                return new Choice(candidate.generation(), Optional.of(candidate), List.of());
            }
        }
        return new Choice(0, Optional.empty(), List.of(refusal(oldestFirst, lastGood, generations)));
    }

    private static Finding refusal(List<Backup> occupying, Set<BackupId> lastGood, int generations) {
        boolean onlyTheLast = occupying.stream().anyMatch(backup -> lastGood.contains(backup.id()) && !backup.held());
        String text = onlyTheLast
                ? "the only generation to be had holds the last good backup"
                : "all " + generations + " generations are held or in use";
        String hint = onlyTheLast
                ? "raise 'generations', or allow it for this command with overwrite.last=true"
                : "raise 'generations', or run slb:unhold ID";
        return new Finding(23, Finding.Severity.ERROR, "generations", text, hint);
    }
}
