package org.copyblade.shell.internal.syntax;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/**
 * How one command is written.
 *
 * @param name with its scope
 * @param description one line; empty for a command of somebody who gave none
 * @param flags what begins with a hyphen, in any order and place
 * @param arguments the others, in their order
 */
public record CommandSyntax(String name, String description, List<Flag> flags, List<Argument> arguments) {

    /**
     * A flag.
     *
     * @param valued whether a value follows
     * @param number whether that is a whole number
     * @param subject what the value names
     */
    public record Flag(String name, String description, boolean valued, boolean number, Subject subject) {}

    /**
     * An argument.
     *
     * @param many whether there may be any number of them, also none
     */
    public record Argument(String description, boolean many, Subject subject) {}

    public CommandSyntax {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** The syntax of the public method of this name that takes most, as its annotations tell it. */
    static CommandSyntax of(String name, Class<?> type, String function) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(function))
                .max((a, b) -> a.getParameterCount() - b.getParameterCount())
                .map(method -> of(name, method))
                .orElse(new CommandSyntax(name, "", List.of(), List.of()));
    }

    private static CommandSyntax of(String name, Method method) {
        List<Flag> flags = new ArrayList<>();
        List<Argument> arguments = new ArrayList<>();
        for (java.lang.reflect.Parameter parameter : method.getParameters()) {
            Parameter flag = parameter.getAnnotation(Parameter.class);
            Names names = parameter.getAnnotation(Names.class);
            Subject subject = names == null ? Subject.ANYTHING : names.value();
            String description = description(parameter.getAnnotation(Descriptor.class));
            if (flag != null) {
                boolean valued = flag.presentValue().equals(Parameter.UNSPECIFIED);
                boolean number = parameter.getType() == int.class;
                flags.add(new Flag(flag.names()[0], description, valued, number, subject));
            } else if (parameter.getType() != CommandSession.class) {
                boolean many = parameter.isVarArgs();
                arguments.add(new Argument(description.isEmpty() ? "argument" : description, many, subject));
            }
        }
        return new CommandSyntax(name, description(method.getAnnotation(Descriptor.class)), flags, arguments);
    }

    private static String description(Descriptor descriptor) {
        return descriptor == null ? "" : descriptor.value();
    }

    /** The command on one line, as somebody would write it. */
    public String usage() {
        return Stream.of(
                        Stream.of(name),
                        flags.stream().map(flag -> "[" + flag.name() + (flag.valued() ? " value]" : "]")),
                        arguments.stream()
                                .map(argument -> "<" + argument.description() + ">" + (argument.many() ? "..." : "")))
                .flatMap(parts -> parts)
                .collect(Collectors.joining(" "));
    }

    /** What is wrong with these words behind the command's name; empty text if nothing can be said. */
    public String objection(List<String> words) {
        int given = 0;
        for (int index = 0; index < words.size(); index++) {
            String word = words.get(index);
            Flag flag = flag(word);
            if (flag == null) {
                if (word.startsWith("--")) {
                    return "there is no " + word;
                }
                if (given++ >= arguments.size() && !takesMany()) {
                    return "'" + word + "' is one too many";
                }
            } else if (flag.valued()) {
                index++;
                if (index >= words.size()) {
                    return flag.name() + " needs a value";
                }
                if (flag.number() && !words.get(index).matches("-?[0-9]{1,9}")) {
                    return flag.name() + " takes a whole number, not '" + words.get(index) + "'";
                }
            }
        }
        return given < needed() ? "the " + arguments.get(given).description() + " is missing" : "";
    }

    /** The flag of this name, or null. */
    Flag flag(String word) {
        return flags.stream()
                .filter(flag -> flag.name().equals(word))
                .findFirst()
                .orElse(null);
    }

    private boolean takesMany() {
        return !arguments.isEmpty() && arguments.get(arguments.size() - 1).many();
    }

    private int needed() {
        return takesMany() ? arguments.size() - 1 : arguments.size();
    }
}
