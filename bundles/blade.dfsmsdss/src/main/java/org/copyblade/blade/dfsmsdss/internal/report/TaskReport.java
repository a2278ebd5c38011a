package org.copyblade.blade.dfsmsdss.internal.report;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What became of one command.
 *
 * @param id of the task
 * @param command its verb
 * @param returnCode empty while it runs, and if it ended abnormally
 * @param messages all that bear its id
 */
public record TaskReport(String id, String command, OptionalInt returnCode, List<Message> messages) {

    private static final int WARNING = 4;
    private static final int TARGET_UNUSABLE = 16;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    public TaskReport {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(returnCode, "returnCode");
        messages = List.copyOf(messages);
    }

    public boolean isCopy() {
        return command.equals("COPY");
    }

    /** The command that lets writes go; its name may be cut to eight letters. */
    public boolean isThaw() {
        return command.startsWith("CGCREATE");
    }

    /** Whether DFSMSdss had begun with it. */
    public boolean hasBegun() {
        return messages.stream().anyMatch(message -> message.is("ADR006"));
    }

    /** Whether it ended well, warnings included. */
    public boolean isDone() {
        return returnCode.isPresent() && returnCode.getAsInt() <= WARNING;
    }

    /** Whether the storage copied. */
    public boolean isFast() {
        return messages.stream().anyMatch(message -> message.is("ADR806") || message.is("ADR808"));
    }

    /** Whether its target was left in pieces. */
    public boolean hasSpoiledTarget() {
        return messages.stream().anyMatch(message -> message.is("ADR324"))
                || returnCode.isPresent() && returnCode.getAsInt() == TARGET_UNUSABLE;
    }

    /** Whether it lists a data set among those that it processed. */
    public boolean hasProcessed(String name) {
        return lists("ADR454", name);
    }

    /** Whether it lists a data set among those that it could not process. */
    public boolean hasNotProcessed(String name) {
        return lists("ADR455", name);
    }

    /** A line may have more before and behind the name: control characters, and words such as those before a cluster. */
    private boolean lists(String number, String name) {
        return messages.stream()
                .filter(message -> message.is(number))
                .flatMap(message -> message.further().stream())
                .flatMap(BLANKS::splitAsStream)
                .anyMatch(name::equals);
    }

    /** Why it did not end well, in the words of the report. */
    public String why() {
        return messages.stream()
                .filter(Message::isError)
                .findFirst()
                .map(Message::words)
                .orElseGet(() -> messages.stream()
                        .filter(message -> message.severity() == 'W')
                        .findFirst()
                        .map(Message::words)
                        .orElseGet(this::end));
    }

    private String end() {
        return returnCode.isPresent()
                ? "task " + id + " ended with return code " + returnCode.getAsInt()
                : "task " + id + " did not end";
    }

    /** What it warned of, in the words of the report, each begins with its message; also that a mirror was not preserved. */
    public List<String> warnings() {
        return messages.stream()
                .filter(message -> message.severity() == 'W' || message.is("ADR850"))
                .map(Message::words)
                .toList();
    }
}
