package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;

/** Options of a profile that clones cannot honour, alone or together. Pure. */
final class ClonePolicyCheck {

    private ClonePolicyCheck() {}

    static List<BladeFinding> findings(Method method, CopyPolicy policy) {
        List<BladeFinding> findings = new ArrayList<>();
        if (policy.fastReplication() == FastReplication.NONE) {
            error(
                    findings,
                    "fast replication",
                    "TimeFinder copies by the storage only",
                    "set it to preferred or required, or use the dfsmsdss blade");
        }
        if (policy.copyPace().isPresent()) {
            error(findings, "copy pace", "the speed of a clone cannot be set by the API", "remove the option");
        }
        if (policy.backgroundCopy() == BackgroundCopy.NOCOPY) {
            error(
                    findings,
                    "background copy",
                    "a clone is copied as a whole",
                    "set the background copy to copy, or the method to snapvx");
        }
        if (policy.spaceEfficient()) {
            error(
                    findings,
                    "space efficient",
                    "the target of a clone holds all data of its source",
                    "set space efficient to no, or the method to snapvx");
        }
        if (policy.mirroredTarget() != MirroredTarget.NO) {
            error(
                    findings,
                    "mirrored target",
                    "a target that is remotely mirrored is not supported",
                    "choose targets that are not mirrored, and set it to no");
        }
        if (policy.incremental() == Incremental.END) {
            error(
                    findings,
                    "incremental",
                    "a clone session records changes as long as it is there",
                    "set it to yes, or to no, with which the next copy is a full one");
        }
        if (policy.predecessor().isPresent() && policy.incremental() == Incremental.NO) {
            error(findings, "incremental", "an older copy is to be taken over, but incremental is no", "set it to yes");
        }
        if (method == Method.BCV && policy.targets().isEmpty()) {
            error(
                    findings,
                    "targets",
                    "the BCV mode works on sets of targets that are known before",
                    "name them in 'targets', each source once for every set, or set the method to clone");
        }
        return List.copyOf(findings);
    }

    private static void error(List<BladeFinding> findings, String subject, String text, String hint) {
        findings.add(BladeFinding.error(subject, text, hint));
    }
}
