package org.copyblade.blade.dfsmsdss.internal.report;

import java.util.ArrayList;
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

    /** A line of a list of data sets may have more behind the name. */
    private static final Pattern NAME = Pattern.compile("([A-Z@#$][A-Z0-9@#$-]*(?:\\.[A-Z0-9@#$-]+)*)(\\s.*)?");

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

    /** Names of data sets that it processed. */
    public List<String> processed() {
        return listed("ADR454");
    }

    /** Names of data sets that it could not process. */
    public List<String> notProcessed() {
        return listed("ADR455");
    }

    private List<String> listed(String number) {
        List<String> names = new ArrayList<>();
        for (Message message : messages) {
            if (message.is(number)) {
                for (String line : message.further()) {
                    var matcher = NAME.matcher(line);
                    if (matcher.matches() && matcher.group(1).contains(".")) {
                        names.add(matcher.group(1));
                    }
                }
            }
        }
        return names;
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

    /** Warnings, for people. */
    public List<String> warnings() {
        return messages.stream()
                .filter(message -> message.severity() == 'W')
                .map(Message::words)
                .toList();
    }
}
