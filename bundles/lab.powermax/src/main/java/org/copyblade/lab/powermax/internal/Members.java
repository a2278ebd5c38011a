package org.copyblade.lab.powermax.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;

/** Finds groups and their volumes. Pure. */
final class Members {

    private Members() {}

    static VolumeGroup group(StorageSystem system, String name) throws Refusal {
        return system.group(name).orElseThrow(() -> Refusal.missing("Storage Group " + name));
    }

    static Volume volume(StorageSystem system, String id) throws Refusal {
        return system.volume(id).orElseThrow(() -> Refusal.missing("Volume " + VolumeIds.shown(id)));
    }

    static List<Volume> volumes(StorageSystem system, VolumeGroup group) throws Refusal {
        List<Volume> volumes = new ArrayList<>();
        for (String id : group.volumes()) {
            volumes.add(volume(system, id));
        }
        return volumes;
    }

    static List<String> groupsOf(StorageSystem system, String volume) {
        return system.groups().stream()
                .filter(it -> it.volumes().contains(volume))
                .map(VolumeGroup::name)
                .toList();
    }
}
