package org.copyblade.lab.zosmf.internal.utility;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A control statement of a utility as one line in upper case, and what is in the parentheses of its keywords. Pure. */
record Words(String text) {

    /** Statements of a step: columns 1 to 72, continued by a hyphen or a plus sign, without comments. */
    static List<Words> read(List<String> lines) {
        List<Words> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : lines) {
            String content = (line.length() > 72 ? line.substring(0, 72) : line)
                    .replaceAll("/\\*.*?(\\*/|$)", " ")
                    .stripTrailing();
            boolean goesOn = content.endsWith("-") || content.endsWith("+");
            statement
                    .append(goesOn ? content.substring(0, content.length() - 1) : content)
                    .append(' ');
            if (!goesOn) {
                if (!statement.toString().isBlank()) {
                    statements.add(new Words(statement.toString().strip().toUpperCase(Locale.ROOT)));
                }
                statement.setLength(0);
            }
        }
        if (!statement.toString().isBlank()) {
            statements.add(new Words(statement.toString().strip().toUpperCase(Locale.ROOT)));
        }
        return statements;
    }

    String first() {
        return text.split("[ (]")[0];
    }

    boolean has(String keyword) {
        return Pattern.compile("(^|[ )(])" + keyword + "($|[ (])").matcher(text).find();
    }

    /** What is in the parentheses of one of these keywords, without apostrophes. */
    Optional<String> value(String keywords) {
        Matcher matcher = Pattern.compile("(?:^|[ (])(?:" + keywords + ") *\\(([^()]*)\\)")
                .matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1).replace("'", "").strip()) : Optional.empty();
    }
}
