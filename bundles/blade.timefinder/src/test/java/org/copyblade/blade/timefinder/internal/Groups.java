package org.copyblade.blade.timefinder.internal;

import java.util.List;
import org.copyblade.blade.drive.VolumeGroups;
import org.copyblade.blade.spi.CopyGroup;

/** Copy groups of volumes of the laboratory's first array. */
final class Groups {

    private Groups() {}

    static CopyGroup of(String id, String... volumes) {
        return VolumeGroups.of(id, LabSeed.ARRAY, List.of(volumes));
    }
}
