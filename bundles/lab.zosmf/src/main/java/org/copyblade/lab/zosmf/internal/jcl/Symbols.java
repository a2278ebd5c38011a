package org.copyblade.lab.zosmf.internal.jcl;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Symbols such as {@code &SYSUID}; those nobody has set stay as they are. */
final class Symbols {
    private static final Pattern SYMBOL =
            Pattern.compile("(&&[A-Z@#$][A-Z0-9@#$]{0,7})|&([A-Z@#$][A-Z0-9@#$]{0,7})(\\.?)");

    private final Map<String, String> values = new HashMap<>();

    Symbols(Map<String, String> given) {
        given.forEach(this::set);
    }

    void set(String name, String value) {
        values.put(name.toUpperCase(Locale.ROOT), value);
    }

    String replace(String text) {
        return SYMBOL.matcher(text).replaceAll(this::value);
    }

    private String value(java.util.regex.MatchResult found) {
        boolean known = found.group(1) == null && values.containsKey(found.group(2));
        return Matcher.quoteReplacement(known ? values.get(found.group(2)) : found.group());
    }
}
