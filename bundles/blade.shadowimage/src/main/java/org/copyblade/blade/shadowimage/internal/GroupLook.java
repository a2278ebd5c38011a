package org.copyblade.blade.shadowimage.internal;

import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.spi.CopyGroupId;

/**
 * A copy group and the label that says whose it is, as one look saw them.
 *
 * @param group with its pairs
 * @param label of its target with the lowest number; empty if it is not there
 */
record GroupLook(MirrorGroup group, String label) {

    Optional<CopyGroupId> owner() {
        return Mark.owner(group.name(), label);
    }

    boolean isOf(CopyGroupId id) {
        return owner().equals(Optional.of(id));
    }
}
