package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * @param expected what the job was to do
 * @param members in the order of the tasks
 * @param completion how the job ended
 * @param reported whether there is a report
 * @param complaint about the statements as a whole
 * @param thaws the tasks that let writes go, as far as they were reported
 */
record CopyVerdict(
        Expectation expected,
        List<MemberVerdict> members,
        Completion completion,
        boolean reported,
        Optional<String> complaint,
        List<TaskReport> thaws) {

    private static final int LONGEST_WARNING = 200;

    /**
     * What became of one member.
     *
     * @param copy the member
     * @param begun whether its task has begun
     * @param done whether it is copied
     * @param fast whether the storage copied it
     * @param spoiled whether its target was left in pieces
     * @param why it is not done; empty if it is
     * @param warnings of its task
     */
    record MemberVerdict(
            BoundCopy copy,
            boolean begun,
            boolean done,
            boolean fast,
            boolean spoiled,
            String why,
            List<String> warnings) {}

    CopyVerdict {
        Objects.requireNonNull(expected, "expected");
        members = List.copyOf(members);
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(complaint, "complaint");
        thaws = List.copyOf(thaws);
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
                expected,
                members,
                completion,
                report.isPresent(),
                report.flatMap(Report::complaint),
                report.map(Report::thaws).orElse(List.of()));
    }

    private static MemberVerdict without(BoundCopy copy) {
        return new MemberVerdict(copy, false, false, false, false, "no task was reported for it", List.of());
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
        return new MemberVerdict(
                copy, task.hasBegun(), why.isEmpty(), task.isFast(), task.hasSpoiledTarget(), why, task.warnings());
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

    /** What the tasks warned of: of each message the first, and how many more there are, because they come by the thousand. */
    List<String> warnings() {
        Map<String, List<String>> byMessage = new LinkedHashMap<>();
        for (MemberVerdict member : members) {
            for (String warning : member.warnings()) {
                byMessage
                        .computeIfAbsent(warning.split(" ")[0], id -> new ArrayList<>())
                        .add(member.copy().source() + ": " + warning);
            }
        }
        return byMessage.values().stream()
                .map(same -> shortened(same.get(0)) + (same.size() > 1 ? ", and " + (same.size() - 1) + " more" : ""))
                .toList();
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_WARNING ? text.substring(0, LONGEST_WARNING) + "..." : text;
    }

    /** Whether writes were held over the instant in every subsystem, of a job that was to hold them. */
    Release hold() {
        boolean verified = thaws.size() == expected.subsystems()
                && thaws.stream().allMatch(task -> task.returnCode().orElse(-1) == 0);
        return verified ? Release.VERIFIED_BY_STORAGE : Release.LOST;
    }

    /** Whether somebody must let writes go, because the job did not come to it. */
    boolean leavesFrozen() {
        boolean letGo = thaws.size() == expected.subsystems()
                && thaws.stream().allMatch(task -> task.returnCode().isPresent());
        return !letGo && (!reported || anyBegun());
    }

    /** The error, if not everything is copied. */
    Optional<BladeException> failure(String doing, JobId job, String messages) {
        return allDone() ? Optional.empty() : Optional.of(new JobFailure(this, doing, job, messages).error());
    }
}
