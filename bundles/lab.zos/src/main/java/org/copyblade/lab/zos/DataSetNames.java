package org.copyblade.lab.zos;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of data sets and filters for them. Pure. */
public final class DataSetNames {
    private static final String QUALIFIER = "[A-Z@#$][A-Z0-9@#$-]{0,7}";
    private static final Pattern NAME = Pattern.compile(QUALIFIER + "(\\." + QUALIFIER + ")*");
    private static final Pattern FILTER = Pattern.compile("[A-Z0-9@#$*%-]+(\\.[A-Z0-9@#$*%-]+)*");
    private static final int LONGEST = 44;

    private DataSetNames() {}

    public static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }

    /** Is it a volume serial? */
    public static boolean isVolser(String text) {
        return text.matches("[A-Z0-9@#$]{1,6}");
    }

    /** First qualifier. */
    public static String first(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * What a filter selects: {@code *} any characters within a qualifier, {@code **} any qualifiers, {@code %} one character.
     *
     * @throws IllegalArgumentException if it is no filter
     */
    public static Pattern pattern(String filter) {
        String upper = filter.toUpperCase(Locale.ROOT);
        if (!FILTER.matcher(upper).matches() || upper.length() > LONGEST) {
            throw new IllegalArgumentException("'" + filter + "' is no filter of data set names");
        }
        StringBuilder pattern = new StringBuilder();
        String[] qualifiers = upper.split("\\.");
        for (int number = 0; number < qualifiers.length; number++) {
            boolean any = qualifiers[number].equals("**");
            boolean begins = number == 0;
            if (any) {
                pattern.append(begins ? "([^.]+(\\.[^.]+)*)?" : "(\\.[^.]+)*");
                continue;
            }
            if (!begins) {
                pattern.append(qualifiers[number - 1].equals("**") && number == 1 ? "(^|\\.)" : "\\.");
            }
            for (char letter : qualifiers[number].toCharArray()) {
                pattern.append(
                        switch (letter) {
                            case '*' -> "[^.]*";
                            case '%' -> "[^.]";
                            default -> Pattern.quote(String.valueOf(letter));
                        });
            }
        }
        return Pattern.compile(pattern.toString());
    }
}
