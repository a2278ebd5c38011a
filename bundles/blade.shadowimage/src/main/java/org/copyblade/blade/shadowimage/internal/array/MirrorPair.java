package org.copyblade.blade.shadowimage.internal.array;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * A ShadowImage pair as the storage describes it.
 *
 * @param name within its copy group
 * @param pvol number of the source
 * @param svol number of the target
 * @param mirrorUnit of the source
 * @param pvolStatus SMPL, COPY, PAIR, PSUS, RCPY or PSUE
 * @param svolStatus the same, with SSUS for the target of a split pair
 * @param consistencyGroup if it is in one
 * @param rate percent of the copy that is under way
 */
public record MirrorPair(
        String name,
        int pvol,
        int svol,
        int mirrorUnit,
        String pvolStatus,
        String svolStatus,
        OptionalInt consistencyGroup,
        int rate) {

    public MirrorPair {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(pvolStatus, "pvolStatus");
        Objects.requireNonNull(svolStatus, "svolStatus");
        Objects.requireNonNull(consistencyGroup, "consistencyGroup");
    }

    /** The target follows, and both are the same. */
    public boolean isInStep() {
        return pvolStatus.equals("PAIR");
    }

    /** The target keeps an image, which need not be copied yet. */
    public boolean isSplit() {
        return pvolStatus.equals("PSUS");
    }

    /** The image is whole on the target. */
    public boolean isCopied() {
        return isSplit() && svolStatus.equals("SSUS");
    }

    public boolean isRestoring() {
        return pvolStatus.equals("RCPY");
    }

    /** Suspended by a failure or by force: nothing is known of its contents. */
    public boolean isSuspended() {
        return pvolStatus.equals("PSUE") || svolStatus.equals("PSUE");
    }

    public String statuses() {
        return pvolStatus + "/" + svolStatus;
    }

    @Override
    public String toString() {
        return pvol + ":" + svol;
    }
}
