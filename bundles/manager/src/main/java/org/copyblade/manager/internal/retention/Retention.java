package org.copyblade.manager.internal.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;

/** Which backups of a profile may go, by count and by age. Pure. */
public final class Retention {

    private Retention() {}

    /**
     * What is kept whatever its age.
     *
     * @param lastGood the last COMPLETE and the last verified backup of the system
     * @param inUse backups that runs work on or a restore that is half done needs
     */
    public record Untouchable(Set<BackupId> lastGood, Set<BackupId> inUse) {
        boolean has(Backup backup) {
            return backup.held() || lastGood.contains(backup.id()) || inUse.contains(backup.id());
        }
    }

    /**
     * The COMPLETE backups that may go, oldest first.
     *
     * @param backups newest first, as the catalog lists them: their numbers do not tell
     */
    public static List<Backup> toExpire(
            List<Backup> backups,
            Optional<Integer> keepCount,
            Optional<Duration> keepAge,
            Instant now,
            Untouchable untouchable) {
        List<Backup> newestFirst = backups.stream()
                .filter(backup -> backup.state() == Backup.State.COMPLETE)
                .toList();
        List<Backup> expired = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            Backup backup = newestFirst.get(i);
            boolean tooMany = keepCount.isPresent() && i >= keepCount.orElseThrow();
            boolean tooOld = keepAge.isPresent() && age(backup, now).compareTo(keepAge.orElseThrow()) > 0;
            if ((tooMany || tooOld) && !untouchable.has(backup)) {
                expired.add(0, backup);
            }
        }
        return List.copyOf(expired);
    }

    private static Duration age(Backup backup, Instant now) {
        return Duration.between(backup.pointInTime().orElse(backup.startedAt()), now);
    }
}
