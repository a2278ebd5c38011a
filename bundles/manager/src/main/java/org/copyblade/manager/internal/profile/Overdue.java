package org.copyblade.manager.internal.profile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;

/** For how long a system has had no good backup that is as new as its profiles promise. */
public final class Overdue {

    private Overdue() {}

    /** Whether they promise anything. */
    public static boolean isPromised(List<BackupOptions> profiles) {
        return promised(profiles).isPresent();
    }

    /**
     * Zero if it is in time, or nothing is promised; the whole promise if there is no good backup at all.
     *
     * @param newestGood what the newest good backup shows
     * @param profiles of the system
     */
    public static Duration by(Optional<Instant> newestGood, List<BackupOptions> profiles, Instant now) {
        Optional<Duration> promised = promised(profiles);
        if (promised.isEmpty() || newestGood.isEmpty()) {
            return promised.orElse(Duration.ZERO);
        }
        Duration late = Duration.between(newestGood.orElseThrow(), now).minus(promised.orElseThrow());
        return late.isNegative() ? Duration.ZERO : late;
    }

    /** The instant that a backup shows. */
    public static Instant shows(Backup backup) {
        return backup.pointInTime().orElse(backup.startedAt());
    }

    private static Optional<Duration> promised(List<BackupOptions> profiles) {
        return profiles.stream()
                .flatMap(profile -> profile.overdueAfter().stream())
                .min(Duration::compareTo);
    }
}
