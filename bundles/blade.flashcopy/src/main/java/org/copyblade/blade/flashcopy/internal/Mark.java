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
    private static final String WHOLE = "_W";
    private static final String FREE = "CBFREE_";

    private Mark() {}

    static String of(CopyGroupId group) {
        return OURS + group.value();
    }

    /** The same for a target whose relation was, or is about to be, ended once everything was copied. */
    static String ofWhole(CopyGroupId group) {
        return of(group) + WHOLE;
    }

    /** The group whose mark a volume bears, of either kind. */
    static Optional<CopyGroupId> read(String name) {
        String bare = isWhole(name) ? name.substring(0, name.length() - WHOLE.length()) : name;
        boolean ours = bare.startsWith(OURS) && CopyGroupId.isValid(bare.substring(OURS.length()));
        return ours ? Optional.of(new CopyGroupId(bare.substring(OURS.length()))) : Optional.empty();
    }

    static boolean isWhole(String name) {
        return name.startsWith(OURS) && name.endsWith(WHOLE);
    }

    /** The name a target gets back; one of its own if what it had before is not known. */
    static String afterwards(VolumeId volume, String before) {
        return before.isEmpty() || read(before).isPresent() ? FREE + volume : before;
    }
}
