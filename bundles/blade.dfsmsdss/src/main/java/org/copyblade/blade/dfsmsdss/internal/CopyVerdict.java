package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.report.Report;
import org.copyblade.blade.dfsmsdss.internal.report.TaskReport;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Release;
import org.copyblade.zosmf.Completion;

/**
 * What a job that has ended did to each member. Pure: concludes from how it ended and from what it printed.
 *
 * <p>A task counts as done with return code 0 or 4 of its own, and, where the storage had to copy, only if it says that the
 * storage did; a data set only if it is named as processed, because a filter that selects nothing is a warning. Nothing is
 * taken from the code of the whole job.
 *
 * @param members in the order of the tasks
 * @param completion how the job ended
 * @param reported whether there is a report
 * @param complaint about the statements as a whole
 * @param thaw the task that let writes go, if one was reported
 */
record CopyVerdict(
        List<MemberVerdict> members,
        Completion completion,
        boolean reported,
        Optional<String> complaint,
        Optional<TaskReport> thaw) {

    /**
     * What became of one member.
     *
     * @param copy the member
     * @param begun whether its task has begun
     * @param done whether it is copied
     * @param fast whether the storage copied it
     * @param spoiled whether its target was left in pieces
     * @param why it is not done; empty if it is
     */
    record MemberVerdict(BoundCopy copy, boolean begun, boolean done, boolean fast, boolean spoiled, String why) {}

    CopyVerdict {
        members = List.copyOf(members);
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(complaint, "complaint");
        Objects.requireNonNull(thaw, "thaw");
    }

    /**
     * @param copies in the order of the commands
     * @param expected what the job was to do
     * @param report what the step has printed; empty if that is gone
     */
    static CopyVerdict of(
            List<BoundCopy> copies, Expectation expected, Completion completion, Optional<Report> report) {
        List<TaskReport> tasks = report.map(Report::copies).orElse(List.of());
        List<MemberVerdict> members = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            members.add(i < tasks.size() ? member(copies.get(i), expected, tasks.get(i)) : without(copies.get(i)));
        }
        return new CopyVerdict(
                members,
                completion,
                report.isPresent(),
                report.flatMap(Report::complaint),
                report.flatMap(Report::thaw));
    }

    private static MemberVerdict without(BoundCopy copy) {
        return new MemberVerdict(copy, false, false, false, false, "no task was reported for it");
    }

    private static MemberVerdict member(BoundCopy copy, Expectation expected, TaskReport task) {
        String why = "";
        if (!task.isDone() || task.hasNotProcessed(copy.source())) {
            why = task.why();
        } else if (expected.grain() == Grain.DATA_SET && !task.hasProcessed(copy.source())) {
            why = "the report does not name it as processed, " + task.why();
        } else if (expected.fast() && !task.isFast()) {
            why = "the report does not say that the storage has copied it";
        }
        return new MemberVerdict(copy, task.hasBegun(), why.isEmpty(), task.isFast(), task.hasSpoiledTarget(), why);
    }

    boolean allDone() {
        return members.stream().allMatch(MemberVerdict::done);
    }

    boolean anyBegun() {
        return members.stream().anyMatch(MemberVerdict::begun);
    }

    /** Sources that the storage has copied. */
    Set<String> byStorage() {
        Set<String> sources = new LinkedHashSet<>();
        members.stream()
                .filter(MemberVerdict::fast)
                .forEach(member -> sources.add(member.copy().source()));
        return sources;
    }

    List<String> spoiledTargets() {
        return members.stream()
                .filter(MemberVerdict::spoiled)
                .map(member -> member.copy().target())
                .toList();
    }

    /** Whether writes were held over the instant, of a job that was to hold them. */
    Release hold() {
        return thaw.filter(task -> task.returnCode().orElse(-1) == 0).isPresent()
                ? Release.VERIFIED_BY_STORAGE
                : Release.LOST;
    }

    /** Whether somebody must let writes go, because the job did not come to it. */
    boolean leavesFrozen() {
        boolean letGo = thaw.filter(task -> task.returnCode().isPresent()).isPresent();
        return !letGo && (!reported || anyBegun());
    }

    /** The error, if not everything is copied. */
    Optional<BladeException> failure(String doing, JobId job, String messages) {
        if (allDone()) {
            return Optional.empty();
        }
        String of = "cannot " + doing + ": job " + job + " ";
        return Optional.of(
                switch (completion.kind()) {
                    case JCL_ERROR ->
                        DssFault.JCL.error(
                                of + "was not run: " + completion.text() + said(messages),
                                "correct 'job.card', 'job.statements' and 'steplib' of the endpoint; a fence that is gone means that the copy was withdrawn or has run already");
                    case SECURITY ->
                        DssFault.RIGHTS.error(
                                of + "was refused by security: " + completion.text() + said(messages),
                                "give the user the rights that the page of the blade names");
                    case CANCELED ->
                        DssFault.CANCELLED.error(
                                of + "was cancelled" + doneSoFar(),
                                "ask the operator why; withdraw the copy and make it again");
                    case ABEND, SYSTEM_FAILED, OTHER ->
                        DssFault.ABEND.error(
                                of + "ended with " + completion.text() + doneSoFar() + said(messages),
                                "look the code up in z/OS MVS System Codes, and at the job in its spool");
                    case CODE -> reported ? notCopied(of) : purged(of);
                });
    }

    private static BladeException purged(String of) {
        return DssFault.REPORT.error(
                of + "has ended, but its report was purged before it was read",
                "keep what runs in the message class of 'job.card' for some hours; withdraw the copy and make it again");
    }

    private BladeException notCopied(String of) {
        if (!spoiledTargets().isEmpty()) {
            return DssFault.TARGET.error(
                    of + "has left targets in pieces, " + String.join(" ", spoiledTargets()) + doneSoFar(),
                    "withdraw the copy, which keeps these targets out of use; initialize the volumes, then delete their data sets "
                            + GroupNames.SPOILED);
        }
        return DssFault.COPY.error(
                of + "did not copy everything" + doneSoFar(),
                "look the message up in z/OS MVS System Messages; withdraw the copy, correct the cause, make it again");
    }

    private String doneSoFar() {
        List<MemberVerdict> open =
                members.stream().filter(member -> !member.done()).toList();
        String first = open.isEmpty()
                ? ""
                : ", first " + open.get(0).copy().source() + ": " + open.get(0).why();
        String all = complaint.map(text -> ", " + text).orElse("");
        return ", " + open.size() + " of " + members.size() + " members not copied" + first + all;
    }

    private static String said(String messages) {
        return messages.isBlank() ? "" : ": " + messages.strip();
    }
}
