package org.copyblade.blade.drive;

import java.util.List;
import java.util.Locale;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;

/** Copy groups of whole volumes. */
public final class VolumeGroups {

    private VolumeGroups() {}

    /** A group of volumes of one storage system, each member named after its volume. */
    public static CopyGroup of(String id, String storage, List<String> volumes) {
        List<CopyMember> members = volumes.stream()
                .map(volume -> CopyMember.whole("m" + volume.toLowerCase(Locale.ROOT), storage + "/" + volume))
                .toList();
        return new CopyGroup(new CopyGroupId(id), members);
    }
}
