package org.copyblade.blade.flashcopy.internal;

import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.CopyGroupId;

/**
 * The name a target bears while it belongs to a copy group. A relation has no name of its own, so the target says whose it
 * is. Names have at most 16 characters. Pure.
 */
final class Mark {

    private static final String OURS = "CB_";
    private static final String FREE = "CBFREE_";

    private Mark() {}

    static String of(CopyGroupId group) {
        return OURS + group.value();
    }

    /** The group whose mark a volume bears. */
    static Optional<CopyGroupId> read(String name) {
        boolean ours = name.startsWith(OURS) && CopyGroupId.isValid(name.substring(OURS.length()));
        return ours ? Optional.of(new CopyGroupId(name.substring(OURS.length()))) : Optional.empty();
    }

    /** The name a target gets back; one of its own if what it had before is not known. */
    static String afterwards(VolumeId volume, String before) {
        return before.isEmpty() || read(before).isPresent() ? FREE + volume : before;
    }
}
