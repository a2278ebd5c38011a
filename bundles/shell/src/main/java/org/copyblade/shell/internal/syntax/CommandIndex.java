package org.copyblade.shell.internal.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The commands that are there now. Safe for many threads. */
public final class CommandIndex {

    private final Supplier<List<CommandSyntax>> present;

    /** An index of what the supplier answers at each call. */
    public CommandIndex(Supplier<List<CommandSyntax>> present) {
        this.present = present;
    }

    /** By name. */
    public List<CommandSyntax> all() {
        return present.get();
    }

    /** The command of this name, which may lack its scope where only one has it. */
    public Optional<CommandSyntax> find(String name) {
        List<CommandSyntax> fitting = all().stream()
                .filter(command -> command.name().equals(name) || command.name().endsWith(":" + name))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    /** The command that a line asks to explain with {@code --help}, if it does. */
    public Optional<String> explained(String line) {
        List<List<String>> commands = CommandLine.commands(line);
        List<String> only = commands.get(0);
        boolean asks = commands.size() == 1
                && only.size() > 1
                && only.subList(1, only.size()).contains("--help");
        return asks ? Optional.of(only.get(0)).filter(name -> find(name).isPresent()) : Optional.empty();
    }

    /** What is wrong with the first command of a line that has this function. */
    public Objection objection(String line, String function) {
        for (List<String> words : CommandLine.commands(line)) {
            String name = words.isEmpty() ? "" : words.get(0);
            if (name.equals(function) || name.endsWith(":" + function)) {
                String why = find(name)
                        .map(command -> command.objection(words.subList(1, words.size())))
                        .orElse("");
                return new Objection(name, why);
            }
        }
        return new Objection(function, "");
    }

    /**
     * What is wrong with a command.
     *
     * @param command its name as it was written
     * @param why empty if nothing can be said
     */
    public record Objection(String command, String why) {}
}
