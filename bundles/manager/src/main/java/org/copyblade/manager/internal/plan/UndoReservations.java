package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.profile.BackupOptions;

/**
 * What other profiles reserve for the undo copies of their restores: no backup of this one may lie there, or a restore finds
 * no room for the copy that would undo it. A profile reserves on each endpoint that its {@code blade} may mean. Pure.
 */
final class UndoReservations {

    private final BackupOptions options;
    private final List<BackupOptions> others;

    /**
     * Of all but one.
     *
     * @param options of the profile whose backup is planned
     * @param profiles all that can be used
     */
    UndoReservations(BackupOptions options, List<BackupOptions> profiles) {
        this.options = options;
        this.others = profiles.stream()
                .filter(other -> !other.profile().equals(options.profile()))
                .toList();
    }

    /** The pools that a profile reserves on a blade; one and the same pool for both reserves nothing. */
    static Set<String> pools(BackupOptions options, BladeName blade) {
        String pool = options.undoTargetPool(blade);
        return pool.isEmpty() || pool.equals(options.targetPool(blade)) ? Set.of() : Set.of(pool);
    }

    /** The pools of the others, each once. */
    Set<String> pools(BladeName blade) {
        Set<String> pools = new LinkedHashSet<>();
        onesThatUse(blade).forEach(other -> pools.addAll(pools(other, blade)));
        return pools;
    }

    /** The fixed pairs of the others, each once. */
    Set<String> targets(BladeName blade) {
        Set<String> targets = new LinkedHashSet<>();
        onesThatUse(blade).forEach(other -> targets.addAll(other.undoTargets()));
        return targets;
    }

    /** Where a blade cannot do what it is asked for: who keeps what from it, besides the profile itself. */
    List<Finding> told(BladeName blade) {
        List<Finding> findings = new ArrayList<>();
        Set<String> own = pools(options, blade);
        for (BackupOptions other : onesThatUse(blade)) {
            if (pools(other, blade).stream().anyMatch(pool -> !own.contains(pool))) {
                findings.add(told(blade, "undo.target.pool", other));
            }
            if (!Set.copyOf(options.undoTargets()).containsAll(other.undoTargets())) {
                findings.add(told(blade, "undo.targets", other));
            }
        }
        return findings;
    }

    private static Finding told(BladeName blade, String key, BackupOptions other) {
        return new Finding(
                Check.TARGET_SHARED.number(),
                Finding.Severity.NOTE,
                "blade " + blade,
                "leaves what is reserved for undo copies: '" + key + "' of profile '" + other.profile() + "'",
                "give each profile targets of its own; what lies on another storage is no matter where 'blade' of that"
                        + " profile names the endpoint");
    }

    private List<BackupOptions> onesThatUse(BladeName blade) {
        return others.stream().filter(other -> uses(other, blade)).toList();
    }

    private static boolean uses(BackupOptions other, BladeName blade) {
        Set<String> names = new LinkedHashSet<>(other.blades());
        names.addAll(other.bladeOfDataSet().values());
        return names.stream().map(BladeName::parse).anyMatch(name -> name.fits(blade.technology(), blade.endpoint()));
    }
}
