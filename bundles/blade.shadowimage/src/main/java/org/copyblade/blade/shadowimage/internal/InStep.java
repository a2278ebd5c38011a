package org.copyblade.blade.shadowimage.internal;

import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;

/**
 * Whether one order can split all pairs of a group at one instant. The storage refuses some of what is wrong, for all pairs;
 * a pair that is split already it leaves as it is, with its old image, and reports success. Pure.
 */
final class InStep {

    private final CopyGroup group;
    private final ShadowBinding binding;

    InStep(CopyGroup group, ShadowBinding binding) {
        this.group = group;
        this.binding = binding;
    }

    /** @throws BladeException if a pair is gone, is not in step, or is not in the consistency group of the others */
    void require(String doing, GroupLook look) throws BladeException {
        if (!look.isOf(group.id())) {
            throw ShadowFault.STATE.error(
                    "cannot " + doing + " " + group.id() + ": its pairs are gone",
                    "it was withdrawn; plan a new group");
        }
        Optional<OptionalInt> common = Optional.empty();
        for (BoundPair bound : binding.pairs()) {
            MirrorPair pair = there(doing, bound, look);
            if (!pair.isInStep()) {
                throw NotInStep.error(doing, group.id(), pair);
            }
            OptionalInt consistency = common.orElse(pair.consistencyGroup());
            if (consistency.isEmpty() || !consistency.equals(pair.consistencyGroup())) {
                throw ShadowFault.PAIR.error(
                        "cannot " + doing + " " + group.id() + ": pair " + bound
                                + " is not in the consistency group of the others; nothing was split",
                        "somebody else has changed the pair: withdraw the copy, and make another");
            }
            common = Optional.of(consistency);
        }
    }

    private MirrorPair there(String doing, BoundPair bound, GroupLook look) throws BladeException {
        Optional<MirrorPair> pair = look.group().of(bound.pvol()).filter(it -> it.svol() == bound.svol());
        if (pair.isEmpty()) {
            throw ShadowFault.PAIR.error(
                    "cannot " + doing + " " + group.id() + ": pair " + bound + " is gone; nothing was split",
                    "withdraw the copy, and make another");
        }
        return pair.get();
    }
}
