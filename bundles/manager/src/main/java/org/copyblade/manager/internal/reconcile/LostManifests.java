package org.copyblade.manager.internal.reconcile;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.SecondManifests;

/** Manifests of backups that the catalog does not know, each with the place of a copy or of its file. Used by one thread. */
final class LostManifests {

    private final Engine engine;
    private final Map<String, String> whereByManifest = new LinkedHashMap<>();
    private final Map<String, SecondManifests.Found> secondByGroup = new HashMap<>();
    private final Set<String> listed = new HashSet<>();

    LostManifests(Engine engine, List<SecondManifests.Found> second, Set<String> systems) {
        this.engine = engine;
        for (SecondManifests.Found found : second) {
            if (systems.contains(found.manifest().backup().system())) {
                found.manifest().body().groups().forEach(group -> secondByGroup.put(group.group(), found));
            }
        }
    }

    /** Whether there is a manifest for a copy of this group, beside it or elsewhere. */
    boolean add(String group, FoundCopy copy) {
        listed.add(group);
        Optional<String> text = copy.manifest()
                .or(() -> Optional.ofNullable(secondByGroup.get(group)).map(SecondManifests.Found::text));
        text.ifPresent(manifest -> whereByManifest.putIfAbsent(manifest, copy.where()));
        return text.isPresent();
    }

    /** A blade that lists a copy without its id does not hide it from its manifest. */
    void addThoseNotListed() throws CatalogException {
        for (SecondManifests.Found found : new LinkedHashSet<>(secondByGroup.values())) {
            boolean known = false;
            for (GroupRecord group : found.manifest().body().groups()) {
                known |= listed.contains(group.group())
                        || engine.catalog().backupOfGroup(group.group()).isPresent();
            }
            if (!known) {
                whereByManifest.putIfAbsent(found.text(), found.file().toString());
            }
        }
    }

    /** A copy that bears no id and has a manifest beside it. */
    void add(String manifest, String where) {
        whereByManifest.putIfAbsent(manifest, where);
    }

    /** Where the copy or the file of each manifest is. */
    Map<String, String> whereByManifest() {
        return Collections.unmodifiableMap(whereByManifest);
    }
}
