package org.copyblade.blade.reflink.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPolicy;

/** Options of a profile that a filesystem cannot honour. Pure. */
final class PolicyCheck {

    private PolicyCheck() {}

    static List<BladeFinding> findings(CopyPolicy policy, CopyMethod method) {
        List<BladeFinding> findings = new ArrayList<>();
        if (!policy.targets().isEmpty()) {
            findings.add(error("targets", "fixed pairs are not known here", "name a target pool"));
        }
        if (policy.incremental() != CopyPolicy.Incremental.NO) {
            findings.add(error("incremental", "a reflink has no incremental copy", "set it to no"));
        }
        boolean mirror = policy.mirroredTarget() == CopyPolicy.MirroredTarget.PRESERVE_PREFERRED
                || policy.mirroredTarget() == CopyPolicy.MirroredTarget.PRESERVE_REQUIRED;
        if (mirror) {
            findings.add(error("mirrored target", "a filesystem has no remote mirror to preserve", "set it to no"));
        }
        if (policy.copyPace().isPresent()) {
            findings.add(error("copy pace", "there is no background copy to pace", "remove the option"));
        }
        if (!policy.method().isEmpty()) {
            findings.add(error(
                    "method",
                    "there is no method '" + policy.method() + "'",
                    "remove the option, or choose by fast replication"));
        }
        if (policy.spaceEfficient() && method == CopyMethod.HOST) {
            findings.add(error(
                    "space efficient",
                    "a copy through the host uses the full space",
                    "use a target pool on the source's filesystem"));
        }
        if (policy.backgroundCopy() == CopyPolicy.BackgroundCopy.COPY && method == CopyMethod.FAST) {
            findings.add(BladeFinding.note(
                    "background copy",
                    "a reflink shares unchanged data with its source for ever; nothing is copied later"));
        }
        return findings;
    }

    private static BladeFinding error(String option, String text, String hint) {
        return BladeFinding.error(option, text, hint);
    }
}
