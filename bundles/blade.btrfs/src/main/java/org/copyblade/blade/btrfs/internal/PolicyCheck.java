package org.copyblade.blade.btrfs.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;

/** Options of a profile that btrfs cannot honour. Pure. */
final class PolicyCheck {

    private PolicyCheck() {}

    static List<BladeFinding> findings(CopyPolicy policy) {
        List<BladeFinding> findings = new ArrayList<>();
        if (policy.fastReplication() == CopyPolicy.FastReplication.NONE) {
            findings.add(BladeFinding.error(
                    "fast replication",
                    "btrfs copies by snapshot only",
                    "set it to preferred, or use the reflink blade"));
        }
        if (!policy.targets().isEmpty()) {
            findings.add(BladeFinding.error("targets", "fixed pairs are not known here", "name a target pool"));
        }
        if (policy.incremental() != CopyPolicy.Incremental.NO) {
            findings.add(BladeFinding.error("incremental", "a snapshot has no incremental copy", "set it to no"));
        }
        boolean mirror = policy.mirroredTarget() == CopyPolicy.MirroredTarget.PRESERVE_PREFERRED
                || policy.mirroredTarget() == CopyPolicy.MirroredTarget.PRESERVE_REQUIRED;
        if (mirror) {
            findings.add(BladeFinding.error(
                    "mirrored target", "a filesystem has no remote mirror to preserve", "set it to no"));
        }
        if (policy.copyPace().isPresent()) {
            findings.add(BladeFinding.error("copy pace", "there is no background copy to pace", "remove the option"));
        }
        if (!policy.method().isEmpty()) {
            findings.add(
                    BladeFinding.error("method", "there is no method '" + policy.method() + "'", "remove the option"));
        }
        if (policy.backgroundCopy() == CopyPolicy.BackgroundCopy.COPY) {
            findings.add(BladeFinding.note(
                    "background copy",
                    "a snapshot shares unchanged data with its source for ever; nothing is copied later"));
        }
        return findings;
    }
}
