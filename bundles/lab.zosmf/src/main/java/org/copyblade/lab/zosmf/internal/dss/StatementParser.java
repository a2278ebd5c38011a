package org.copyblade.lab.zosmf.internal.dss;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes a control statement apart. Used once. */
final class StatementParser {
    private static final int DEEPEST = 20;

    private final String text;
    private int place;

    StatementParser(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if parentheses or apostrophes do not fit */
    List<Node> parse() {
        List<Node> nodes = nodes(0);
        if (place < text.length()) {
            throw new IllegalArgumentException("UNBALANCED RIGHT PARENTHESIS");
        }
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("COMMAND IS MISSING");
        }
        return nodes;
    }

    private List<Node> nodes(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("TOO MANY LEVELS OF PARENTHESES");
        }
        List<Node> nodes = new ArrayList<>();
        skip();
        while (place < text.length() && text.charAt(place) != ')') {
            String word = text.charAt(place) == '(' ? "" : word();
            int after = place;
            while (place < text.length() && text.charAt(place) == ' ') {
                place++;
            }
            boolean list = place < text.length() && text.charAt(place) == '(';
            if (list) {
                place++;
                List<Node> children = nodes(depth + 1);
                if (place >= text.length()) {
                    throw new IllegalArgumentException("UNBALANCED LEFT PARENTHESIS");
                }
                place++;
                nodes.add(new Node(word, children));
            } else {
                place = after;
                nodes.add(new Node(word, List.of()));
            }
            skip();
        }
        return nodes;
    }

    private String word() {
        int first = place;
        if (text.charAt(place) == '\'') {
            int end = text.indexOf('\'', place + 1);
            if (end < 0) {
                throw new IllegalArgumentException("APOSTROPHE IS MISSING");
            }
            place = end + 1;
            return text.substring(first + 1, end);
        }
        while (place < text.length() && " ,()'".indexOf(text.charAt(place)) < 0) {
            place++;
        }
        return text.substring(first, place).toUpperCase(Locale.ROOT);
    }

    private void skip() {
        while (place < text.length() && (text.charAt(place) == ' ' || text.charAt(place) == ',')) {
            place++;
        }
    }
}
