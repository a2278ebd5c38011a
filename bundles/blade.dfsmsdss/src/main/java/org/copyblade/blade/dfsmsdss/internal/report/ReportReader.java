package org.copyblade.blade.dfsmsdss.internal.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the report of DFSMSdss by message id. What it prints beside messages (headings, control statements) is passed over
 * unless it goes on with a message.
 *
 * <p>Source: z/OS MVS System Messages, ADR messages.
 */
final class ReportReader {

    /** A carriage control character may come first. */
    private static final Pattern MESSAGE =
            Pattern.compile("^.?\\s*(ADR\\d{3}[IWETS])\\s+\\(([^)]+)\\)-\\s*(\\w{3,5})\\s*\\((\\d{2})\\),?\\s*(.*)$");

    private static final Pattern HEADING = Pattern.compile("^.?\\s*PAGE\\s+\\d+\\s.*$");
    private static final Pattern COMMAND = Pattern.compile("TASKID\\s+(\\d+)\\s.*COMMAND\\s+'\\s*([A-Z]+)\\s*'");
    private static final Pattern RETURN_CODE = Pattern.compile("RETURN CODE(?: IS)?\\s+(\\d{1,4})");

    private ReportReader() {}

    static List<Message> messages(String text) {
        List<Message> messages = new ArrayList<>();
        List<String> further = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = MESSAGE.matcher(line);
            if (matcher.matches()) {
                close(messages, further);
                messages.add(new Message(
                        matcher.group(1),
                        matcher.group(2).strip(),
                        Integer.parseInt(matcher.group(4)),
                        matcher.group(5).strip(),
                        List.of()));
            } else if (!line.isBlank() && !HEADING.matcher(line).matches()) {
                further.add(line.strip());
            }
        }
        close(messages, further);
        return List.copyOf(messages);
    }

    private static void close(List<Message> messages, List<String> further) {
        if (!messages.isEmpty() && !further.isEmpty()) {
            Message last = messages.remove(messages.size() - 1);
            messages.add(new Message(last.id(), last.task(), last.occurrence(), last.text(), further));
        }
        further.clear();
    }

    static Report read(String text) {
        return read(messages(text));
    }

    /** Goes over the messages a fixed number of times, however many tasks there are: it is read while writes are held. */
    static Report read(List<Message> messages) {
        Map<String, List<Message>> byTask = new HashMap<>();
        Map<String, String> commands = new LinkedHashMap<>();
        OptionalInt highest = OptionalInt.empty();
        for (Message message : messages) {
            byTask.computeIfAbsent(message.task(), task -> new ArrayList<>()).add(message);
            if (message.is("ADR101")) {
                Matcher matcher = COMMAND.matcher(message.text());
                if (matcher.find()) {
                    commands.put(matcher.group(1), matcher.group(2));
                }
            }
            if (message.is("ADR012")) {
                highest = returnCode(message);
            }
        }
        List<TaskReport> tasks = new ArrayList<>();
        commands.forEach((task, command) -> tasks.add(task(task, command, byTask.getOrDefault(task, List.of()))));
        List<Message> common = messages.stream()
                .filter(message -> !commands.containsKey(message.task()))
                .toList();
        return new Report(tasks, common, highest);
    }

    private static TaskReport task(String task, String command, List<Message> own) {
        Optional<Message> end =
                own.stream().filter(message -> message.is("ADR013")).reduce((first, second) -> second);
        return new TaskReport(task, command, end.map(ReportReader::returnCode).orElse(OptionalInt.empty()), own);
    }

    private static OptionalInt returnCode(Message message) {
        Matcher matcher = RETURN_CODE.matcher(message.words());
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }
}
