package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;

/** Copy groups of volumes of the laboratory. */
final class Groups {

    private Groups() {}

    /** A group of these volumes of the laboratory's first storage. */
    static CopyGroup of(String id, int... ldevs) {
        return of(id, LabSeed.STORAGE, IntStream.of(ldevs));
    }

    static CopyGroup of(String id, String storage, IntStream ldevs) {
        List<CopyMember> members = new ArrayList<>();
        ldevs.forEach(ldev -> members.add(CopyMember.whole("m" + ldev, storage + "/" + ldev)));
        return new CopyGroup(new CopyGroupId(id), members);
    }
}
