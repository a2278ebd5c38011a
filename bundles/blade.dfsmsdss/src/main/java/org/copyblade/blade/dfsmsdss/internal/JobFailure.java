package org.copyblade.blade.dfsmsdss.internal;

import java.util.List;
import org.copyblade.blade.dfsmsdss.internal.CopyVerdict.MemberVerdict;
import org.copyblade.blade.spi.BladeException;

/** Says what a job that did not do everything has done, and what helps. Pure. */
final class JobFailure {

    private final CopyVerdict verdict;
    private final Remedy remedy;
    private final String of;
    private final String said;

    /**
     * @param doing what failed
     * @param messages of the system; may be empty
     */
    JobFailure(CopyVerdict verdict, String doing, JobId job, String messages) {
        this.verdict = verdict;
        this.remedy = Remedy.of(verdict.expected().purpose());
        this.of = "cannot " + doing + ": job " + job + " ";
        this.said = messages.isBlank() ? "" : ": " + messages.strip();
    }

    BladeException error() {
        String how = verdict.completion().text();
        return switch (verdict.completion().kind()) {
            case JCL_ERROR ->
                DssFault.JCL.error(
                        of + "was not run: " + how + said,
                        "correct 'job.card', 'job.statements' and 'steplib' of the endpoint; a fence that is gone means that "
                                + remedy.lostFence());
            case SECURITY ->
                DssFault.RIGHTS.error(
                        of + "was refused by security: " + how + said,
                        "give the user the rights that the page of the blade names");
            case CANCELED ->
                DssFault.CANCELLED.error(of + "was cancelled" + doneSoFar(), "ask the operator why; " + remedy.again());
            case ABEND, SYSTEM_FAILED, OTHER ->
                DssFault.ABEND.error(
                        of + "ended with " + how + doneSoFar() + said,
                        "look the code up in z/OS MVS System Codes, and at the job in its spool; " + remedy.again());
            case CODE -> verdict.reported() ? notCopied() : purged();
        };
    }

    private BladeException purged() {
        return DssFault.REPORT.error(
                of + "has ended, but its report was purged before it was read",
                "keep what runs in the message class of 'job.card' for some hours; " + remedy.again());
    }

    private BladeException notCopied() {
        List<String> inPieces = verdict.spoiledTargets();
        if (!inPieces.isEmpty()) {
            return DssFault.TARGET.error(
                    of + "has left " + remedy.written() + " in pieces, " + String.join(" ", inPieces) + doneSoFar(),
                    remedy.afterPieces());
        }
        return DssFault.COPY.error(
                of + "did not copy everything" + doneSoFar(),
                "look the message up in z/OS MVS System Messages; " + remedy.again());
    }

    private String doneSoFar() {
        List<MemberVerdict> members = verdict.members();
        List<MemberVerdict> open =
                members.stream().filter(member -> !member.done()).toList();
        String first = open.isEmpty()
                ? ""
                : ", first " + open.get(0).copy().source() + ": " + open.get(0).why();
        String all = verdict.complaint().map(text -> ", " + text).orElse("");
        return ", " + open.size() + " of " + members.size() + " members not copied" + first + all;
    }
}
