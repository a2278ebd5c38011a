package org.copyblade.blade.dfsmsdss.internal.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The report of one DFSMSdss step.
 *
 * @param tasks one per command, in the order of the commands
 * @param common messages that belong to no task
 * @param highest the highest return code; empty if the step ended abnormally or has not ended
 */
public record Report(List<TaskReport> tasks, List<Message> common, OptionalInt highest) {

    public Report {
        tasks = List.copyOf(tasks);
        common = List.copyOf(common);
        Objects.requireNonNull(highest, "highest");
    }

    /** The report in the text that was printed. */
    public static Report of(String text) {
        return ReportReader.read(text);
    }

    /** The tasks that copy, in the order of their commands. */
    public List<TaskReport> copies() {
        return tasks.stream().filter(TaskReport::isCopy).toList();
    }

    /** The tasks that let writes go, in the order of their commands. */
    public List<TaskReport> thaws() {
        return tasks.stream().filter(TaskReport::isThaw).toList();
    }

    /** What is wrong with the commands as a whole, if anything is. */
    public Optional<String> complaint() {
        return common.stream().filter(Message::isError).findFirst().map(Message::words);
    }
}
