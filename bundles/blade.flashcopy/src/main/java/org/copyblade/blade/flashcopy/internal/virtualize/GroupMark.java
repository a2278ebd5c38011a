package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.Optional;
import org.copyblade.blade.spi.CopyGroupId;

/** The names of consistency groups: a copy group is one of copies, and while it is restored another that copies back. Pure. */
final class GroupMark {
    private static final String COPY = "CB_";
    private static final String BACK = "CR_";

    private GroupMark() {}

    static String copy(CopyGroupId group) {
        return COPY + group.value();
    }

    static String back(CopyGroupId group) {
        return BACK + group.value();
    }

    /** Whether a consistency group is one by which a copy of ours is, or was, copied back. */
    static boolean isBack(String name) {
        return name.startsWith(BACK) && read(name).isPresent();
    }

    /** The copy group that a consistency group belongs to. */
    static Optional<CopyGroupId> read(String name) {
        boolean ours =
                (name.startsWith(COPY) || name.startsWith(BACK)) && CopyGroupId.isValid(name.substring(COPY.length()));
        return ours ? Optional.of(new CopyGroupId(name.substring(COPY.length()))) : Optional.empty();
    }
}
