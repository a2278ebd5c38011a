package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A volume serial. What has this form can be put into a control statement without doing anything else there.
 *
 * @param value one to six letters, digits and national characters, upper case
 */
public record Volser(String value) implements Comparable<Volser> {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9@#$]{1,6}");

    public Volser {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is no volume serial");
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(Volser other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
