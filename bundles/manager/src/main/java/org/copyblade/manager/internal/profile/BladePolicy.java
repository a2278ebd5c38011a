package org.copyblade.manager.internal.profile;

import java.util.List;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.blade.BladeName;

/** What the options of a backup are for one of its blades, now and long after it was made. Pure. */
public final class BladePolicy {

    private BladePolicy() {}

    static CopyPolicy.Builder builder(BackupOptions options, BladeName blade) {
        CopyPolicy.Builder policy = CopyPolicy.builder()
                .generations(options.generations())
                .targetPool(options.value(Options.TARGET_POOL, blade))
                .targets(options.targets())
                .method(options.value(Options.METHOD, blade))
                .fastReplication(options.value(Options.FAST_REPLICATION, blade))
                .backgroundCopy(options.value(Options.BACKGROUND_COPY, blade))
                .incremental(options.value(Options.INCREMENTAL, blade))
                .spaceEfficient(options.value(Options.SPACE_EFFICIENT, blade))
                .mirroredTarget(options.value(Options.MIRRORED_TARGET, blade));
        options.value(Options.COPY_PACE, blade).ifPresent(policy::copyPace);
        return policy;
    }

    /** What concerns the storage, out of the snapshot of a backup; the defaults if the snapshot cannot be used any more. */
    public static CopyPolicy of(BladeName blade, String profile, List<String> snapshot) {
        try {
            return BackupOptions.ofSnapshot(profile, snapshot).policy(blade);
        } catch (IllegalArgumentException e) {
            return CopyPolicy.builder().build();
        }
    }

    /** What held for a blade alone, out of the snapshot; nothing if the snapshot cannot be used any more. */
    public static List<String> saidOf(BladeName blade, String profile, List<String> snapshot) {
        try {
            return BackupOptions.ofSnapshot(profile, snapshot).saidOf(blade);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Whether an option may be said of single blades. */
    public static boolean isOfBlades(String key) {
        return Options.find(key).filter(Option::ofBlades).isPresent();
    }

    /** The key under which such an option is said of single blades. */
    public static String keyOfBlades(String key) {
        return BladeForms.keyOf(key);
    }
}
