package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.Objects;

/**
 * How DFSMSdss is to copy.
 *
 * @param fast whether by the storage
 * @param withoutBackgroundCopy whether the storage copies only what is about to change
 * @param spaceEfficient whether a target may take space only for what is copied
 * @param mirror what becomes of the mirror of a target
 * @param parallel whether the tasks run together
 */
public record CopyStyle(
        FastReplication fast,
        boolean withoutBackgroundCopy,
        boolean spaceEfficient,
        MirrorChoice mirror,
        boolean parallel) {

    public CopyStyle {
        Objects.requireNonNull(fast, "fast");
        Objects.requireNonNull(mirror, "mirror");
    }

    /** A copy with every option at its default. */
    public static CopyStyle plain(FastReplication fast, boolean parallel) {
        return new CopyStyle(fast, false, false, MirrorChoice.REFUSED, parallel);
    }
}
