package org.copyblade.blade.shadowimage.internal;

import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;

/** A pair whose target is not the same as its source when it has to be. Pure. */
final class NotInStep {

    private NotInStep() {}

    static BladeException error(String doing, CopyGroupId group, MirrorPair pair) {
        String hint = pair.isSuspended()
                ? "look why the storage has suspended the pair; then withdraw the copy, and make another"
                : "somebody else has changed the pair: withdraw the copy, and make another";
        return ShadowFault.PAIR.error(
                "cannot " + doing + " " + group + ": pair " + pair + " is in status " + pair.statuses()
                        + ", not PAIR; nothing was split",
                hint);
    }
}
