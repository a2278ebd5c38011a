package org.copyblade.blade.shadowimage.internal;

import java.util.stream.IntStream;
import org.copyblade.blade.drive.VolumeGroups;
import org.copyblade.blade.spi.CopyGroup;

/** Copy groups of volumes of the laboratory's first storage. */
final class Groups {

    private Groups() {}

    static CopyGroup of(String id, int... ldevs) {
        return VolumeGroups.of(
                id,
                LabSeed.STORAGE,
                IntStream.of(ldevs).mapToObj(Integer::toString).toList());
    }
}
