package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;

/** Copy groups of volumes of the laboratory. */
final class Groups {

    private Groups() {}

    /** A group of these volumes or data sets. */
    static CopyGroup of(String id, String... sources) {
        List<CopyMember> members = new ArrayList<>();
        for (String source : sources) {
            members.add(CopyMember.whole(source.toLowerCase(Locale.ROOT), source));
        }
        return new CopyGroup(new CopyGroupId(id), members);
    }
}
