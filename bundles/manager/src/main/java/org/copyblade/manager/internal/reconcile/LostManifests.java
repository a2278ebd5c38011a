package org.copyblade.manager.internal.reconcile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.Reconciliation;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.Manifest;
import org.copyblade.manager.internal.manifest.ManifestFiles;
import org.copyblade.manager.internal.run.Failure;

/**
 * Manifests of backups that the catalog does not know: those beside copies, then those in directories. Of the latter one is
 * held at a time. Used by one thread.
 */
final class LostManifests implements ManifestFiles.Visitor {

    private final Engine engine;
    private final Set<String> systems;
    private final TakingBack takingBack;
    private final List<Reconciliation.Item> items;
    private final Map<String, String> whereByManifest = new LinkedHashMap<>();
    private final Map<String, Reconciliation.Item> unexplained = new LinkedHashMap<>();

    /**
     * For one reconciliation.
     *
     * @param systems whose backups are taken back
     * @param items to which it adds what it finds
     */
    LostManifests(Engine engine, Set<String> systems, TakingBack takingBack, List<Reconciliation.Item> items) {
        this.engine = engine;
        this.systems = systems;
        this.takingBack = takingBack;
        this.items = items;
    }

    /** A copy of a group that is not in the catalog. Where its own manifest is of no use, that of a directory may be. */
    void add(String group, FoundCopy copy) {
        if (copy.manifest().flatMap(engine.codec()::readManifest).isPresent()) {
            add(copy.manifest().orElseThrow(), copy.where());
            return;
        }
        String what = copy.manifest().isPresent()
                ? "a copy whose manifest cannot be read"
                : "copy group " + group + " is not in the catalog and has no manifest";
        unexplained.put(group, new Reconciliation.Item(copy.where(), what, ""));
    }

    /** A manifest beside a copy. */
    void add(String manifest, String where) {
        whereByManifest.putIfAbsent(manifest, where);
    }

    /** Takes back what can be: also what lies in a directory alone, because its blade lists copies without their ids. */
    void takeBack(Set<String> directories) throws CatalogException, Failure {
        for (Map.Entry<String, String> entry : whereByManifest.entrySet()) {
            takingBack.takeBack(entry.getKey(), entry.getValue());
        }
        ManifestFiles files = new ManifestFiles(engine.codec());
        for (String directory : directories) {
            if (!Files.isDirectory(Path.of(directory))) {
                items.add(new Reconciliation.Item(
                        directory,
                        "no directory of manifests; if backups were taken, mount it before anything is taken back",
                        ""));
            }
            files.in(Path.of(directory), this);
        }
        takingBack.takeBackTheRest();
        items.addAll(unexplained.values());
    }

    @Override
    public void found(ManifestFiles.Found found) throws CatalogException, Failure {
        Manifest manifest = found.manifest();
        if (!systems.contains(manifest.backup().system())) {
            return;
        }
        String where = found.file().toString();
        for (GroupRecord group : manifest.body().groups()) {
            Reconciliation.Item copy = unexplained.remove(group.group());
            where = copy == null ? where : copy.where();
        }
        takingBack.takeBack(manifest, where);
    }

    @Override
    public void unreadable(Path file, String why) {
        items.add(new Reconciliation.Item(file.toString(), "a manifest that cannot be read: " + why, ""));
    }
}
