package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.MirrorChoice;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;

/** Which options of a profile this blade cannot honour, and what the others mean to DFSMSdss. Pure. */
final class PolicyCheck {

    private PolicyCheck() {}

    static List<BladeFinding> findings(CopyPolicy policy) {
        List<BladeFinding> findings = new ArrayList<>();
        boolean nocopy = policy.backgroundCopy() == BackgroundCopy.NOCOPY;
        if (Grain.of(policy.method()).isEmpty()) {
            findings.add(BladeFinding.error(
                    "method", "there is no method '" + policy.method() + "'", "use volume or data-set"));
        }
        if (policy.incremental() != Incremental.NO || policy.predecessor().isPresent()) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "this blade makes no incremental copies",
                    "set it to no, or use the flashcopy blade for these volumes"));
        }
        if (policy.copyPace().isPresent()) {
            findings.add(BladeFinding.error(
                    "copy pace", "DFSMSdss has no keyword for the speed of the background copy", "leave it out"));
        }
        if (policy.spaceEfficient() && !nocopy) {
            findings.add(BladeFinding.error(
                    "space efficient",
                    "a space-efficient target takes only what changes, but a background copy takes everything",
                    "set the background copy to nocopy, or space efficient to no"));
        }
        boolean preserve = policy.mirroredTarget() == MirroredTarget.PRESERVE_PREFERRED
                || policy.mirroredTarget() == MirroredTarget.PRESERVE_REQUIRED;
        if (preserve && policy.spaceEfficient()) {
            findings.add(BladeFinding.error(
                    "mirrored target", "space-efficient targets cannot preserve a mirror", "set one of both to no"));
        }
        Grain.of(policy.method())
                .filter(grain -> grain == Grain.DATA_SET)
                .ifPresent(grain -> ofDataSets(policy, findings));
        if (nocopy) {
            findings.add(BladeFinding.note(
                    "background copy",
                    "the copy needs its source for ever; a withdrawal reads each target once, to end its relation"));
        }
        return findings;
    }

    private static void ofDataSets(CopyPolicy policy, List<BladeFinding> findings) {
        if (policy.backgroundCopy() == BackgroundCopy.NOCOPY
                || policy.spaceEfficient()
                || policy.mirroredTarget() != MirroredTarget.NO) {
            findings.add(BladeFinding.error(
                    "method",
                    "nocopy, space efficient and mirrored target are for whole volumes",
                    "set them to their defaults, or use the method volume"));
        }
        if (!policy.targets().isEmpty() || !policy.targetPool().isBlank()) {
            findings.add(BladeFinding.error(
                    "targets",
                    "copies of data sets go where 'data.set.volumes' of the endpoint says",
                    "leave targets and target pool out of the profile"));
        }
    }

    /** @param fast whether the storage is to copy, as the plan has found */
    static CopyStyle style(CopyPolicy policy, boolean fast, boolean parallel) {
        FastReplication otherwise = policy.fastReplication() == CopyPolicy.FastReplication.NONE
                ? FastReplication.NONE
                : FastReplication.PREFERRED;
        return new CopyStyle(
                fast ? FastReplication.REQUIRED : otherwise,
                policy.backgroundCopy() == BackgroundCopy.NOCOPY,
                policy.spaceEfficient(),
                mirror(policy.mirroredTarget()),
                parallel);
    }

    private static MirrorChoice mirror(MirroredTarget wanted) {
        return switch (wanted) {
            case NO -> MirrorChoice.REFUSED;
            case ALLOW -> MirrorChoice.LOST;
            case PRESERVE_PREFERRED -> MirrorChoice.PRESERVE_PREFERRED;
            case PRESERVE_REQUIRED -> MirrorChoice.PRESERVE_REQUIRED;
        };
    }
}
