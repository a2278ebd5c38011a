package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
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
                    "write snapvx, clone or bcv, or remove the option"));
        }
        if (policy.fastReplication() == CopyPolicy.FastReplication.NONE) {
            findings.add(BladeFinding.error(
                    "fast replication",
                    "TimeFinder copies by the storage only",
                    "set it to preferred or required, or use the dfsmsdss blade"));
        }
        if (policy.copyPace().isPresent()) {
            findings.add(BladeFinding.error(
                    "copy pace", "a snapshot copies nothing in the background", "remove the option"));
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
        if (!policy.targets().isEmpty() || !policy.targetPool().isBlank()) {
            findings.add(BladeFinding.warning(
                    "targets",
                    "a snapshot needs none; what shows it is taken from 'target.volumes' of the endpoint",
                    "remove the option"));
        }
        if (policy.backgroundCopy() == BackgroundCopy.COPY) {
            findings.add(BladeFinding.note(
                    "background copy", "none is made: the copy shares unchanged tracks with its source for ever"));
        }
        return findings;
    }
}
