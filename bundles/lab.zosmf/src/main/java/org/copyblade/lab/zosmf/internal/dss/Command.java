package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A control statement.
 *
 * @param verb its first word; empty if it cannot be read
 * @param nodes the keywords behind it
 * @param error what is wrong with it; empty if nothing is
 */
record Command(String verb, List<Node> nodes, String error) {

    Command {
        nodes = List.copyOf(nodes);
    }

    boolean has(String keyword) {
        return keyword(keyword).isPresent();
    }

    Optional<Node> keyword(String name) {
        return nodes.stream()
                .filter(it -> Keywords.full(it.word()).equals(name))
                .findFirst();
    }

    /** The first word within a keyword, in its full form. */
    String value(String keyword, String otherwise) {
        return keyword(keyword)
                .flatMap(it -> it.words().stream().findFirst())
                .map(Keywords::full)
                .orElse(otherwise);
    }

    List<String> volsers(String keyword) {
        return keyword(keyword).map(Node::volsers).orElse(List.of());
    }

    /** Whether a data set is processed that cannot be serialized. */
    boolean toleratesEnqueue() {
        return keyword("TOLERATE")
                .filter(it -> it.words().stream().map(Keywords::full).anyMatch("ENQFAILURE"::equals))
                .isPresent();
    }

    /** All control statements of a step, in order. */
    static List<Command> read(List<String> lines) {
        List<Command> commands = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        String text = withoutComments(lines.stream()
                .map(it -> it.length() > 72 ? it.substring(0, 72) : it)
                .collect(Collectors.joining("\n")));
        for (String line : text.split("\n")) {
            String content = line.stripTrailing();
            boolean goesOn = content.endsWith("-") || content.endsWith("+");
            statement
                    .append(goesOn ? content.substring(0, content.length() - 1) : content)
                    .append(' ');
            if (!goesOn) {
                if (!statement.toString().isBlank()) {
                    commands.add(parse(statement.toString()));
                }
                statement.setLength(0);
            }
        }
        if (!statement.toString().isBlank()) {
            commands.add(parse(statement.toString()));
        }
        return commands;
    }

    private static String withoutComments(String text) {
        return java.util.regex.Pattern.compile("/\\*.*?(\\*/|$)", java.util.regex.Pattern.DOTALL)
                .matcher(text)
                .replaceAll(found -> found.group().replaceAll("[^\n]", " "));
    }

    private static Command parse(String statement) {
        try {
            List<Node> nodes = new StatementParser(statement).parse();
            String verb = nodes.get(0).word();
            if (!Keywords.isCommand(verb) || !nodes.get(0).children().isEmpty()) {
                return new Command("", List.of(), "COMMAND '" + verb + "' IS NOT KNOWN");
            }
            List<Node> keywords = nodes.subList(1, nodes.size());
            List<String> unknown = Keywords.unknown(verb, keywords);
            return new Command(
                    verb,
                    keywords,
                    unknown.isEmpty() ? "" : "KEYWORD '" + unknown.get(0) + "' IS NOT VALID FOR " + verb);
        } catch (IllegalArgumentException cause) {
            return new Command("", List.of(), cause.getMessage());
        }
    }
}
