package org.copyblade.demo.ims.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.array.Volume;

/** Volumes of the laboratory by id and by label. No id is on two of its storage systems. Safe for many threads. */
final class LabVolumes {

    private final VirtualArray array;

    LabVolumes(VirtualArray array) {
        this.array = array;
    }

    Optional<StorageSystem> find(String id) {
        return array.systems().stream().filter(it -> it.volume(id).isPresent()).findFirst();
    }

    StorageSystem systemOf(String id) {
        return find(id).orElseThrow(() -> new IllegalStateException("there is no volume " + id));
    }

    HostVolume host(String id) throws ArrayException {
        return systemOf(id).host(id);
    }

    /** Ids by label; of several volumes with one label, which copies may have, the first: it is the original. */
    Map<String, String> labelled(Collection<String> serials) throws ArrayException {
        Map<String, String> found = new TreeMap<>();
        for (StorageSystem system : array.systems()) {
            for (Volume volume : system.volumes()) {
                String label = system.volser(volume.id()).orElse("");
                if (serials.contains(label)) {
                    found.putIfAbsent(label, volume.id());
                }
            }
        }
        return found;
    }
}
