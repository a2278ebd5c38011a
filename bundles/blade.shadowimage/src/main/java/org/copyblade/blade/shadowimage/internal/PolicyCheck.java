package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;

/** Options of a profile that ShadowImage cannot honour, alone or together. Pure. */
final class PolicyCheck {

    private PolicyCheck() {}

    /** @param snapshotPool of the endpoint; negative for none */
    static List<BladeFinding> findings(CopyPolicy policy, int snapshotPool) {
        List<BladeFinding> findings = new ArrayList<>();
        Optional<Method> method = Method.of(policy.method());
        if (method.isEmpty()) {
            error(
                    findings,
                    "method",
                    "there is no method '" + policy.method() + "'",
                    "use pair or thin-image, or remove the option");
        }
        boolean thin = method.equals(Optional.of(Method.THIN_IMAGE));
        if (thin && snapshotPool < 0) {
            error(
                    findings,
                    "method",
                    "the endpoint has no pool for snapshots",
                    "set 'snapshot.pool' of the endpoint to the number of one");
        }
        if (policy.fastReplication() == FastReplication.NONE) {
            error(
                    findings,
                    "fast replication",
                    "ShadowImage copies by the storage only",
                    "set it to preferred or required");
        }
        if (thin && policy.backgroundCopy() == BackgroundCopy.COPY) {
            error(
                    findings,
                    "background copy",
                    "a Thin Image snapshot is never copied as a whole",
                    "set the background copy to nocopy");
        }
        if (thin && policy.incremental() != Incremental.NO) {
            error(findings, "incremental", "a Thin Image snapshot copies nothing that could be saved", "set it to no");
        }
        if (!thin && policy.backgroundCopy() == BackgroundCopy.NOCOPY) {
            error(
                    findings,
                    "background copy",
                    "a ShadowImage pair is always copied as a whole",
                    "set the background copy to copy, or the method to thin-image");
        }
        if (!thin && policy.spaceEfficient()) {
            error(
                    findings,
                    "space efficient",
                    "a ShadowImage target holds all data of its source",
                    "set space efficient to no");
        }
        if (policy.copyPace().isPresent()
                && (policy.copyPace().getAsInt() < 1 || policy.copyPace().getAsInt() > 15)) {
            error(
                    findings,
                    "copy pace",
                    "the speed of a ShadowImage copy is from 1 to 15, not "
                            + policy.copyPace().getAsInt(),
                    "1 is slow, 3 medium, 10 fast");
        }
        if (policy.mirroredTarget() != MirroredTarget.NO) {
            error(
                    findings,
                    "mirrored target",
                    "a ShadowImage target that is remotely mirrored is not supported",
                    "choose targets that are not mirrored, and set it to no");
        }
        incremental(policy, findings);
        return findings;
    }

    private static void incremental(CopyPolicy policy, List<BladeFinding> findings) {
        if (policy.incremental() == Incremental.END) {
            error(
                    findings,
                    "incremental",
                    "a ShadowImage pair tracks changes as long as it is there",
                    "set it to yes, or to no, with which the next copy is a full one");
        }
        if (policy.predecessor().isPresent() && policy.incremental() == Incremental.NO) {
            error(findings, "incremental", "an older copy is to be taken over, but incremental is no", "set it to yes");
        }
    }

    private static void error(List<BladeFinding> findings, String subject, String text, String hint) {
        findings.add(BladeFinding.error(subject, text, hint));
    }
}
