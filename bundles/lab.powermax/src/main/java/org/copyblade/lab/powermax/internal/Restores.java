package org.copyblade.lab.powermax.internal;

import java.util.List;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;

/** Restores volumes from a snapshot, for both APIs. */
final class Restores {
    private static final String DOING = "modifying the snapshot generation resource";

    private Restores() {}

    /** A volume whose session of an earlier restore is still open is refused (unconfirmed). */
    static void restore(StorageSystem system, Snapshot snapshot, List<String> sources) throws Refusal {
        for (String source : sources) {
            if (snapshot.image(source).filter(Snapshot.Image::restored).isPresent()) {
                throw Refusal.byArray(DOING, "The device is already in the desired state or mode");
            }
        }
        Links.carryOut(() -> system.snapshots().restore(snapshot.id(), sources));
    }
}
