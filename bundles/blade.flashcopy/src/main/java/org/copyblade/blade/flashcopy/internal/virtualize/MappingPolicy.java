package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;

/** Options of a profile that mappings in a consistency group cannot honour, alone or together. Pure. */
final class MappingPolicy {
    private static final int HIGHEST_RATE = 150;

    private MappingPolicy() {}

    static List<BladeFinding> findings(CopyPolicy policy) {
        List<BladeFinding> findings = new ArrayList<>();
        boolean nocopy = policy.backgroundCopy() == BackgroundCopy.NOCOPY;
        if (!policy.method().isEmpty()) {
            findings.add(
                    BladeFinding.error("method", "there is no method '" + policy.method() + "'", "remove the option"));
        }
        if (policy.fastReplication() == FastReplication.NONE) {
            findings.add(BladeFinding.error(
                    "fast replication", "FlashCopy copies by the storage only", "set it to preferred or required"));
        }
        if (policy.copyPace().isPresent()
                && (policy.copyPace().getAsInt() < 1 || policy.copyPace().getAsInt() > HIGHEST_RATE)) {
            findings.add(BladeFinding.error(
                    "copy pace",
                    "there is no copy rate " + policy.copyPace().getAsInt(),
                    "use a whole number from 1 to " + HIGHEST_RATE));
        }
        if (policy.incremental() != Incremental.NO || policy.predecessor().isPresent()) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "an incremental mapping belongs to the group that made it, and no other can go on with it",
                    "set it to no"));
        }
        if (policy.spaceEfficient() && !nocopy) {
            findings.add(BladeFinding.error(
                    "space efficient",
                    "a background copy would fill the space-efficient targets",
                    "set the background copy to nocopy"));
        }
        if (policy.mirroredTarget() == MirroredTarget.PRESERVE_REQUIRED) {
            findings.add(BladeFinding.error(
                    "mirrored target",
                    "the REST interface has no option that preserves a mirror",
                    "set it to preserve preferred, allow or no"));
        } else if (policy.mirroredTarget() == MirroredTarget.PRESERVE_PREFERRED) {
            findings.add(BladeFinding.warning(
                    "mirrored target",
                    "the REST interface cannot preserve a mirror",
                    "choose targets that are not mirrored"));
        }
        if (nocopy) {
            findings.add(BladeFinding.note(
                    "background copy", "the copy needs its source until a restore, which completes it first"));
        }
        return findings;
    }
}
