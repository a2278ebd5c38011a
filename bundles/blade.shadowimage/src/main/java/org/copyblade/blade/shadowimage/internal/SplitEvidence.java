package org.copyblade.blade.shadowimage.internal;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * By what the split of a group can be told from one of somebody else, and what is held against it.
 *
 * @param before the newest job of the storage when all pairs were in step; 0 if there was none, empty if nobody has looked
 * @param order the job that the split was; empty if it was not answered
 * @param doubt why the image may be older or younger than the split; empty if nothing is known against it
 */
record SplitEvidence(OptionalLong before, OptionalLong order, String doubt) {

    static final SplitEvidence NONE = new SplitEvidence(OptionalLong.empty(), OptionalLong.empty(), "");

    SplitEvidence {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(doubt, "doubt");
    }

    /** Of pairs that are in step: what is younger than this job may have split them. */
    static SplitEvidence since(long newest) {
        return new SplitEvidence(OptionalLong.of(newest), OptionalLong.empty(), "");
    }

    SplitEvidence ordered(long job) {
        return new SplitEvidence(before, OptionalLong.of(job), doubt);
    }

    SplitEvidence doubted(String why) {
        return new SplitEvidence(before, order, why);
    }
}
