package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;

/** Copy groups of volumes of the laboratory. */
final class Groups {

    private Groups() {}

    /** A group of these volumes of the laboratory's first system. */
    static CopyGroup of(String id, String... volumes) {
        return of(id, LabSeed.ARRAY, List.of(volumes));
    }

    static CopyGroup of(String id, String system, List<String> volumes) {
        List<CopyMember> members = new ArrayList<>();
        for (String volume : volumes) {
            members.add(CopyMember.whole("m" + volume.toLowerCase(Locale.ROOT), system + "/" + volume));
        }
        return new CopyGroup(new CopyGroupId(id), members);
    }
}
