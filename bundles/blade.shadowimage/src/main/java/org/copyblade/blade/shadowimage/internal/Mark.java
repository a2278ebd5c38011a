package org.copyblade.blade.shadowimage.internal;

import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.spi.CopyGroupId;

/**
 * Whose a copy group of the storage is. One that was made for a group of ours has its id as its name, which cannot change;
 * once another group has taken it over, the label of the target with the lowest number says whose it is. Pure.
 */
final class Mark {

    private static final String OURS = "CB_";
    private static final String FREE = "CBFREE_";

    private Mark() {}

    static String of(CopyGroupId group) {
        return OURS + group.value();
    }

    /** The group whose mark a label is. */
    static Optional<CopyGroupId> read(String label) {
        boolean ours = label.startsWith(OURS) && CopyGroupId.isValid(label.substring(OURS.length()));
        return ours ? Optional.of(new CopyGroupId(label.substring(OURS.length()))) : Optional.empty();
    }

    /** Whose a copy group is, by its name and the label of its lowest target. */
    static Optional<CopyGroupId> owner(GroupName name, String label) {
        return read(label)
                .or(() -> CopyGroupId.isValid(name.group())
                        ? Optional.of(new CopyGroupId(name.group()))
                        : Optional.empty());
    }

    /** The label a target gets back; one of its own if what it had before is not known. */
    static String afterwards(int ldev, String before) {
        return before.isEmpty() || read(before).isPresent() ? FREE + ldev : before;
    }
}
