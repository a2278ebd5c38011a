package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;

/** Options of a profile that FlashCopy cannot honour, alone or together. Pure. */
final class PolicyCheck {

    private PolicyCheck() {}

    /** @param rules of the storage that the endpoint drives */
    static List<BladeFinding> findings(CopyPolicy policy, FlashSettings.StorageRules rules) {
        List<BladeFinding> findings = new ArrayList<>();
        if (!policy.method().isEmpty()) {
            findings.add(
                    BladeFinding.error("method", "there is no method '" + policy.method() + "'", "remove the option"));
        }
        if (policy.fastReplication() == FastReplication.NONE) {
            findings.add(BladeFinding.error(
                    "fast replication",
                    "FlashCopy copies by the storage only",
                    "set it to preferred or required, or use the dfsmsdss blade"));
        }
        if (policy.copyPace().isPresent()) {
            findings.add(BladeFinding.error(
                    "copy pace", "the RESTful API has no speed of the background copy", "remove the option"));
        }
        boolean nocopy = policy.backgroundCopy() == BackgroundCopy.NOCOPY;
        if (policy.spaceEfficient() && !nocopy) {
            findings.add(BladeFinding.error(
                    "space efficient",
                    "a background copy would fill the space-efficient targets",
                    "set the background copy to nocopy"));
        }
        incremental(policy, nocopy, findings);
        generations(policy, rules, findings);
        mirror(policy, findings);
        if (nocopy) {
            findings.add(
                    BladeFinding.note(
                            "background copy",
                            "the copy needs its source for ever, and a restore uses it up: only a fast reverse restore is possible"));
        }
        return findings;
    }

    private static void incremental(CopyPolicy policy, boolean nocopy, List<BladeFinding> findings) {
        boolean wanted = policy.incremental() != Incremental.NO;
        if (wanted && nocopy) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "an incremental copy goes on from a complete one, and nocopy never completes",
                    "set the background copy to copy, or incremental to no"));
        }
        if (policy.predecessor().isPresent() && !wanted) {
            findings.add(BladeFinding.error(
                    "incremental", "an older copy is to be taken over, but incremental is no", "set it to yes or end"));
        }
        if (policy.incremental() == Incremental.END && policy.predecessor().isEmpty()) {
            findings.add(BladeFinding.error(
                    "incremental", "there is no older copy whose change recording could end", "set it to yes or no"));
        }
    }

    private static void generations(CopyPolicy policy, FlashSettings.StorageRules rules, List<BladeFinding> findings) {
        if (policy.incremental() == Incremental.YES && policy.generations() > 1 && !rules.multipleIncremental()) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "the storage records changes for one relation of a source only, and the profile keeps "
                            + policy.generations() + " generations",
                    "set generations=1, or incremental=no, or 'multiple.incremental' of the endpoint where its storage"
                            + " allows it"));
        }
    }

    private static void mirror(CopyPolicy policy, List<BladeFinding> findings) {
        boolean preserve = policy.mirroredTarget() == MirroredTarget.PRESERVE_PREFERRED
                || policy.mirroredTarget() == MirroredTarget.PRESERVE_REQUIRED;
        if (preserve && policy.spaceEfficient()) {
            findings.add(BladeFinding.error(
                    "mirrored target", "space-efficient targets cannot preserve a mirror", "set one of both to no"));
        }
        if (policy.mirroredTarget() == MirroredTarget.PRESERVE_REQUIRED) {
            findings.add(BladeFinding.error(
                    "mirrored target",
                    "the RESTful API has no option that preserves a mirror",
                    "set it to preserve preferred, allow or no, or use the dfsmsdss blade"));
        }
        if (policy.mirroredTarget() == MirroredTarget.PRESERVE_PREFERRED) {
            findings.add(BladeFinding.warning(
                    "mirrored target",
                    "the RESTful API cannot preserve a mirror; the one of a target goes duplex-pending (unconfirmed)",
                    "choose targets that are not mirrored"));
        }
    }
}
