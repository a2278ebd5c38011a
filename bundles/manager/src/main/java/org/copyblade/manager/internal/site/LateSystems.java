package org.copyblade.manager.internal.site;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.Overdue;

/**
 * Which systems have no good backup that is as new as their profiles promise. Asked every few seconds, of a hundred systems perhaps,
 * so it takes one question of the catalog for each that is promised something, and none for others. Not for several threads.
 */
final class LateSystems {

    /**
     * What a look has shown.
     *
     * @param late systems; of those that cannot be told, the ones that were late before
     * @param untold why some cannot be told, each reason once; empty after a good look
     */
    record Seen(Set<String> late, List<String> untold) {
        Seen {
            late = Set.copyOf(late);
            untold = List.copyOf(untold);
        }
    }

    private final Catalog catalog;
    private Set<String> late = Set.of();

    LateSystems(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Looks. Once the catalog cannot be used nothing is asked of the systems that follow, which would wait for it as well. */
    Seen look(List<BackupOptions> profiles, Instant now) {
        Set<String> seen = new TreeSet<>();
        Map<String, String> untold = new LinkedHashMap<>();
        boolean away = false;
        for (Map.Entry<String, List<BackupOptions>> promised :
                promised(profiles).entrySet()) {
            String system = promised.getKey();
            boolean isLate = late.contains(system);
            if (!away) {
                try {
                    isLate = isLate(system, promised.getValue(), now);
                } catch (CatalogException e) {
                    // Where one record cannot be read others can.
                    away = e.reason() != Reason.ALIEN;
                    untold.putIfAbsent(e.getMessage(), e.getMessage() + " (first asked of " + system + ")");
                }
            }
            if (isLate) {
                seen.add(system);
            }
        }
        late = seen;
        return new Seen(seen, List.copyOf(untold.values()));
    }

    private boolean isLate(String system, List<BackupOptions> profiles, Instant now) throws CatalogException {
        return !Overdue.by(catalog.lastGood(system, false).map(Overdue::shows), profiles, now)
                .isZero();
    }

    private static Map<String, List<BackupOptions>> promised(List<BackupOptions> profiles) {
        Map<String, List<BackupOptions>> bySystem =
                profiles.stream().collect(groupingBy(BackupOptions::system, TreeMap::new, toList()));
        bySystem.values().removeIf(ofOne -> !Overdue.isPromised(ofOne));
        return bySystem;
    }
}
