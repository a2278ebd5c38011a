package org.copyblade.blade.flashcopy.internal;

import java.util.List;
import org.copyblade.blade.drive.VolumeGroups;
import org.copyblade.blade.spi.CopyGroup;

/** Copy groups of volumes of the laboratory's first system. */
final class Groups {

    private Groups() {}

    static CopyGroup of(String id, String... volumes) {
        return VolumeGroups.of(id, LabSeed.SYSTEM, List.of(volumes));
    }
}
