package org.copyblade.lab.ims.internal.dbrc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A command of DBRC: a verb such as {@code LIST.DBDS}, and keywords with or without values in parentheses.
 *
 * @param verb in upper case
 * @param keywords values by keyword; empty for one without a value
 */
record DbrcCommand(String verb, Map<String, String> keywords) {

    static DbrcCommand parse(String text) {
        String rest = text.strip();
        int end = 0;
        while (end < rest.length() && rest.charAt(end) > ' ') {
            end++;
        }
        Map<String, String> keywords = new LinkedHashMap<>();
        String verb = rest.substring(0, end).toUpperCase(Locale.ROOT);
        int at = end;
        while (at < rest.length()) {
            char next = rest.charAt(at);
            if (next <= ' ' || next == ',') {
                at++;
                continue;
            }
            int begin = at;
            while (at < rest.length() && rest.charAt(at) > ' ' && rest.charAt(at) != '(' && rest.charAt(at) != ',') {
                at++;
            }
            String keyword = rest.substring(begin, at).toUpperCase(Locale.ROOT);
            String value = "";
            if (at < rest.length() && rest.charAt(at) == '(') {
                int close = close(rest, at);
                value = rest.substring(at + 1, close).strip();
                at = Math.min(rest.length(), close + 1);
            }
            keywords.put(
                    keyword,
                    value.startsWith("'") && value.endsWith("'") && value.length() > 1
                            ? value.substring(1, value.length() - 1)
                            : value);
        }
        return new DbrcCommand(verb, keywords);
    }

    /** Cards of SYSIN as commands: a hyphen at the end of one continues it on the next. */
    static List<String> joined(List<String> cards) {
        List<String> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String card : cards) {
            String text = (card.length() > 72 ? card.substring(0, 72) : card).strip();
            boolean continued = text.endsWith("-");
            open.append(continued ? text.substring(0, text.length() - 1) : text);
            if (continued) {
                open.append(' ');
            } else if (!open.toString().isBlank()) {
                commands.add(open.toString().strip());
                open.setLength(0);
            }
        }
        if (!open.toString().isBlank()) {
            commands.add(open.toString().strip());
        }
        return commands;
    }

    boolean has(String keyword) {
        return keywords.containsKey(keyword);
    }

    Optional<String> value(String keyword) {
        return Optional.ofNullable(keywords.get(keyword)).filter(it -> !it.isEmpty());
    }

    private static int close(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return text.length();
    }
}
