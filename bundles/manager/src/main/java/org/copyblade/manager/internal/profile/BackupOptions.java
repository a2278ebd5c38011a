package org.copyblade.manager.internal.profile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Consistency;
import org.copyblade.blade.spi.CopyPolicy;

/**
 * The effective options of one run, typed and checked. A run keeps those it started with.
 *
 * @param profile name of the profile
 * @param system name of the system
 * @param blade technology or {@code technology@endpoint} for every data set without a line of its own
 * @param bladeOfDataSet blade by name of the data set, for backups over several blades
 * @param consistency how the copies fit together
 * @param generations slots, 1 to 99
 * @param overwriteLast whether the last COMPLETE or last verified backup may lose its generation
 * @param suspendLimit longest time the system may be held
 * @param settleLimit longest time for checkpoint and write-back before the window
 * @param dirtyBytesBound bytes that may be unwritten when the window opens
 * @param prepareLimit longest time for the preparation of all copies
 * @param copyLimit longest time for copies through the host and for making copies durable
 * @param policy what concerns the storage
 * @param foreignData what to do about foreign data on a source
 * @param parallelTasks groups prepared at a time
 * @param preventRevalidation whether a changed fingerprint refuses the run instead of running setup again
 * @param verifyAfter whether each backup is tried out after it is COMPLETE
 * @param keepCount backups kept by retention, besides those it may never remove; empty: by generations only
 * @param keepAge age after which retention removes a backup; empty: never
 * @param overdueAfter age of the newest good backup from which the system is overdue; empty: never
 * @param manifestDirectory second place for manifests, outside the protected system; empty: none
 * @param schedule cron expression; empty: only by command
 */
public record BackupOptions(
        String profile,
        String system,
        String blade,
        Map<String, String> bladeOfDataSet,
        Consistency consistency,
        int generations,
        boolean overwriteLast,
        Duration suspendLimit,
        Duration settleLimit,
        long dirtyBytesBound,
        Duration prepareLimit,
        Duration copyLimit,
        CopyPolicy policy,
        OnFinding foreignData,
        int parallelTasks,
        boolean preventRevalidation,
        boolean verifyAfter,
        Optional<Integer> keepCount,
        Optional<Duration> keepAge,
        Optional<Duration> overdueAfter,
        Optional<String> manifestDirectory,
        Optional<String> schedule) {

    /** What a finding means for the run. */
    public enum OnFinding {
        WARN,
        FAIL,
        IGNORE
    }

    public BackupOptions {
        bladeOfDataSet = Map.copyOf(bladeOfDataSet);
    }

    /** The options in a form that is stored with the backup, {@code key=value}, sorted. */
    public List<String> snapshot() {
        return List.of(
                "blade=" + blade,
                "consistency=" + consistency.key(),
                "generations=" + generations,
                "profile=" + profile,
                "suspend.limit.ms=" + suspendLimit.toMillis(),
                "system=" + system);
    }
}
