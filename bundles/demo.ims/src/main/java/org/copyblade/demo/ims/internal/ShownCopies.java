package org.copyblade.demo.ims.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.api.Backup;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;

/**
 * The volumes that a backup was copied to, found without the product. A snapshot has none: until this is closed it is shown on
 * the first target of its source. Not for several threads.
 */
final class ShownCopies implements AutoCloseable {

    private record Shown(StorageSystem system, long snapshot, String target) {}

    private final LabVolumes lab;
    private final Map<String, HostVolume> volumes = new TreeMap<>();
    private final List<Shown> shown = new ArrayList<>();

    private ShownCopies(LabVolumes lab) {
        this.lab = lab;
    }

    /** @param originals ids of the group's volumes by their serials */
    static ShownCopies of(Backup backup, LabVolumes lab, Map<String, String> originals) throws ArrayException {
        ShownCopies copies = new ShownCopies(lab);
        boolean whole = false;
        try {
            for (Backup.Copy copy : backup.copies()) {
                Technology technology = Technology.named(copy.blade()).orElseThrow();
                for (String text : copy.targets()) {
                    copies.add(CopiedPair.of(text), technology, originals);
                }
            }
            whole = true;
            return copies;
        } finally {
            if (!whole) {
                copies.close();
            }
        }
    }

    private void add(CopiedPair pair, Technology technology, Map<String, String> originals) throws ArrayException {
        // A blade of z/OS names a source by its serial, one of the storage by its id there.
        String source = originals.containsKey(pair.source())
                ? originals.get(pair.source())
                : technology.volume().apply(pair.source());
        StorageSystem system = lab.systemOf(source);
        Optional<Snapshot> snapshot = system.snapshots().all().stream()
                .filter(it -> it.name().equals(pair.within()))
                .findFirst();
        String target = snapshot.isPresent() ? show(system, snapshot.get(), source) : target(pair, technology);
        volumes.put(system.volser(source).orElse(source), lab.host(target));
    }

    private String show(StorageSystem system, Snapshot snapshot, String source) throws ArrayException {
        String target = Placement.targetOf(source, 1);
        system.snapshots().link(snapshot.id(), List.of(PairRequest.ofVolumes(source, target)), false);
        shown.add(new Shown(system, snapshot.id(), target));
        return target;
    }

    private String target(CopiedPair pair, Technology technology) throws ArrayException {
        Map<String, String> labelled =
                lab.find(pair.target()).isPresent() ? Map.of() : lab.labelled(List.of(pair.target()));
        return labelled.containsKey(pair.target())
                ? labelled.get(pair.target())
                : technology.volume().apply(pair.target());
    }

    /** By the serials of their originals. */
    Map<String, HostVolume> volumes() {
        return volumes;
    }

    @Override
    public void close() throws ArrayException {
        for (Shown one : shown) {
            one.system().snapshots().unlink(one.snapshot(), List.of(one.target()));
        }
        shown.clear();
    }
}
