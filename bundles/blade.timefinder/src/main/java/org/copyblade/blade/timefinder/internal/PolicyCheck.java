package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;

/** Options of a profile that SnapVX cannot honour. Pure. */
final class PolicyCheck {

    private PolicyCheck() {}

    static List<BladeFinding> findings(CopyPolicy policy) {
        List<BladeFinding> findings = new ArrayList<>();
        if (Method.of(policy.method()).isEmpty()) {
            findings.add(BladeFinding.error(
                    "method",
                    "there is no method '" + policy.method() + "'",
                    "write snapvx, snapvx-copy, clone or bcv, or remove the option"));
        }
        if (policy.fastReplication() == CopyPolicy.FastReplication.NONE) {
            findings.add(BladeFinding.error(
                    "fast replication",
                    "TimeFinder copies by the storage only",
                    "set it to preferred or required, or use the dfsmsdss blade"));
        }
        boolean copying = Method.of(policy.method()).equals(Optional.of(Method.SNAPVX_COPY));
        if (policy.copyPace().isPresent()) {
            findings.add(BladeFinding.error(
                    "copy pace",
                    copying
                            ? "the speed at which a link copies cannot be set"
                            : "a snapshot copies nothing in the background",
                    "remove the option"));
        }
        if (policy.incremental() != Incremental.NO || policy.predecessor().isPresent()) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "every snapshot keeps changed tracks only, and goes on from none before",
                    "set it to no"));
        }
        if (policy.mirroredTarget() != MirroredTarget.NO) {
            findings.add(BladeFinding.error(
                    "mirrored target", "a snapshot has no target that could be mirrored", "set it to no"));
        }
        if (!policy.targets().isEmpty()) {
            findings.add(BladeFinding.warning(
                    "targets",
                    "a snapshot needs none; what shows it is taken from 'target.pool', or from 'target.volumes' of the"
                            + " endpoint",
                    "remove the option"));
        }
        if (copying && policy.backgroundCopy() == BackgroundCopy.NOCOPY) {
            findings.add(BladeFinding.error(
                    "background copy",
                    "the method snapvx-copy copies everything to the volumes that show the snapshot",
                    "set the background copy to copy, or the method to snapvx"));
        } else if (copying && policy.spaceEfficient()) {
            findings.add(BladeFinding.error(
                    "space efficient",
                    "the method snapvx-copy copies everything to the volumes that show the snapshot",
                    "set space efficient to no, or the method to snapvx"));
        } else if (copying) {
            findings.add(BladeFinding.note(
                    "background copy",
                    "it begins when the copy is shown, and goes to the volumes that show it: the snapshot itself shares"
                            + " unchanged tracks with its source for ever"));
        } else if (policy.backgroundCopy() == BackgroundCopy.COPY) {
            findings.add(BladeFinding.note(
                    "background copy", "none is made: the copy shares unchanged tracks with its source for ever"));
        }
        return findings;
    }
}
