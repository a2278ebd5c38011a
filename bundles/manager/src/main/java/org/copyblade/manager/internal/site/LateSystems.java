package org.copyblade.manager.internal.site;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.Overdue;

/**
 * Which systems have no good backup that is as new as their profiles promise. Asked every few seconds, of a hundred systems perhaps,
 * so it takes one question of the catalog for each that is promised something, and none for others.
 */
final class LateSystems {

    private LateSystems() {}

    /** @throws CatalogException if it cannot be told of one; then nothing is asked of those that follow */
    static Set<String> of(Catalog catalog, List<BackupOptions> profiles, Instant now) throws CatalogException {
        Map<String, List<BackupOptions>> bySystem =
                profiles.stream().collect(groupingBy(BackupOptions::system, TreeMap::new, toList()));
        Set<String> late = new TreeSet<>();
        for (Map.Entry<String, List<BackupOptions>> system : bySystem.entrySet()) {
            if (Overdue.isPromised(system.getValue())
                    && !Overdue.by(catalog.lastGood(system.getKey(), false).map(Overdue::shows), system.getValue(), now)
                            .isZero()) {
                late.add(system.getKey());
            }
        }
        return late;
    }
}
