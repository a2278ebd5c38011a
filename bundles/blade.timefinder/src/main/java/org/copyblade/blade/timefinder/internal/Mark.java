package org.copyblade.blade.timefinder.internal;

import java.util.Optional;
import org.copyblade.blade.spi.CopyGroupId;

/** The name that the storage group and the snapshot of a copy group bear. Pure. */
final class Mark {

    private static final String OURS = "CB_";

    private Mark() {}

    static String of(CopyGroupId group) {
        return OURS + group.value();
    }

    static Optional<CopyGroupId> read(String name) {
        boolean ours = name.startsWith(OURS) && CopyGroupId.isValid(name.substring(OURS.length()));
        return ours ? Optional.of(new CopyGroupId(name.substring(OURS.length()))) : Optional.empty();
    }
}
