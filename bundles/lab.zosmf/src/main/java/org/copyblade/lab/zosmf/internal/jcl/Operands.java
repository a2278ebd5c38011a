package org.copyblade.lab.zosmf.internal.jcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operands of a statement: positional ones first, keywords behind them; apostrophes and parentheses keep commas. */
public final class Operands {
    private final List<String> positional = new ArrayList<>();
    private final Map<String, String> keywords = new LinkedHashMap<>();

    private Operands() {}

    static Operands of(Statement statement) throws JclException {
        Operands operands = new Operands();
        for (String part : split(statement.operands(), statement.number())) {
            int equals = keywordEnd(part);
            if (equals > 0) {
                String key = part.substring(0, equals);
                if (operands.keywords.put(key, part.substring(equals + 1)) != null) {
                    throw new JclException(statement.number(), "IEFC640I EXCESSIVE NUMBER OF " + key + " KEYWORDS");
                }
            } else if (operands.keywords.isEmpty()) {
                operands.positional.add(part);
            } else if (!part.isEmpty()) {
                throw new JclException(
                        statement.number(), "IEFC630I UNIDENTIFIED KEYWORD OR POSITIONAL " + part.split("\\(")[0]);
            }
        }
        return operands;
    }

    public List<String> positional() {
        return List.copyOf(positional);
    }

    public Optional<String> keyword(String name) {
        return Optional.ofNullable(keywords.get(name));
    }

    public java.util.Set<String> names() {
        return java.util.Set.copyOf(keywords.keySet());
    }

    /** The parts of a list in parentheses, or the one that stands without. */
    public static List<String> list(String text) {
        String inner = text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
        try {
            return split(inner, 0);
        } catch (JclException unbalanced) {
            // Was balanced as a whole, so this is a list such as "(a),(b)" without its own parentheses.
            return List.of(text);
        }
    }

    /** Text without the apostrophes around it; two of them stand for one. */
    public static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1).replace("''", "'")
                : text;
    }

    private static int keywordEnd(String part) {
        int equals = part.indexOf('=');
        return equals > 0 && part.substring(0, equals).matches("[A-Z@#$][A-Z0-9@#$.]*") ? equals : -1;
    }

    private static List<String> split(String text, int statement) throws JclException {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (char letter : text.toCharArray()) {
            quoted ^= letter == '\'';
            if (!quoted) {
                depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            }
            if (letter == ',' && depth == 0 && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(letter);
            }
            if (depth < 0) {
                throw new JclException(statement, "IEFC623I SOURCE TEXT CONTAINS UNDEFINED OR ILLEGAL CHARACTERS");
            }
        }
        if (depth != 0 || quoted) {
            throw new JclException(statement, "IEFC624I INCORRECT USE OF PARENTHESES OR APOSTROPHES");
        }
        if (!part.isEmpty() || !parts.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }
}
