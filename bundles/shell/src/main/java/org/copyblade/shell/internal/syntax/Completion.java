package org.copyblade.shell.internal.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.shell.internal.syntax.CommandSyntax.Argument;
import org.copyblade.shell.internal.syntax.CommandSyntax.Flag;

/** Completes the last word of a line that is being typed. Safe for many threads. */
public final class Completion {

    private final CommandIndex index;
    private final Subjects subjects;

    public Completion(CommandIndex index, Subjects subjects) {
        this.index = index;
        this.subjects = subjects;
    }

    /** What the last word of the line may become. */
    public List<Candidate> of(String line) {
        List<String> words = CommandLine.lastCommand(line);
        String typed = words.get(words.size() - 1);
        List<String> before = words.subList(0, words.size() - 1);
        Stream<Candidate> candidates = before.isEmpty() ? commands() : arguments(before, typed);
        return candidates
                .filter(candidate -> candidate.text().startsWith(typed))
                .distinct()
                .toList();
    }

    /** Ours show what they do, which most of the command processor's own do not; those can be typed as well. */
    private Stream<Candidate> commands() {
        return index.all().stream()
                .filter(command -> !command.description().isEmpty())
                .map(command -> new Candidate(command.name(), command.description()));
    }

    private Stream<Candidate> arguments(List<String> before, String typed) {
        return index.find(before.get(0)).stream()
                .flatMap(command -> arguments(command, before.subList(1, before.size()), typed));
    }

    private Stream<Candidate> arguments(CommandSyntax command, List<String> before, String typed) {
        Flag last = before.isEmpty() ? null : command.flag(before.get(before.size() - 1));
        if (last != null && last.valued()) {
            return named(last.subject(), "");
        }
        if (typed.startsWith("-")) {
            return command.flags().stream()
                    .filter(flag -> !before.contains(flag.name()))
                    .map(flag -> new Candidate(flag.name(), flag.description()));
        }
        List<String> given = given(command, before);
        List<Argument> arguments = command.arguments();
        if (arguments.isEmpty()) {
            return Stream.empty();
        }
        Argument wanted = arguments.get(Math.min(given.size(), arguments.size() - 1));
        boolean isWanted = given.size() < arguments.size() || wanted.many();
        return isWanted ? named(wanted.subject(), given.isEmpty() ? "" : given.get(0)) : Stream.empty();
    }

    private Stream<Candidate> named(Subject subject, String first) {
        return subject == Subject.COMMAND
                ? commands()
                : subjects.of(subject, subject == Subject.OPTION ? first : "").stream();
    }

    /** What was given besides flags and their values. */
    private static List<String> given(CommandSyntax command, List<String> words) {
        List<String> given = new ArrayList<>();
        for (int index = 0; index < words.size(); index++) {
            Flag flag = command.flag(words.get(index));
            if (flag == null) {
                given.add(words.get(index));
            } else if (flag.valued()) {
                index++;
            }
        }
        return given;
    }
}
