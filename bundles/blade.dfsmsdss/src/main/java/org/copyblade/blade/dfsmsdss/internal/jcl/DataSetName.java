package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of a data set. What has this form can be put into a control statement without doing anything else there.
 *
 * @param value up to 44 characters, in qualifiers of up to 8 that begin with no digit
 */
public record DataSetName(String value) implements Comparable<DataSetName> {

    /** Longest name. */
    public static final int MAX_LENGTH = 44;

    private static final Pattern FORM = Pattern.compile("[A-Z@#$][A-Z0-9@#$-]{0,7}(\\.[A-Z@#$][A-Z0-9@#$-]{0,7})*");

    public DataSetName {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("'" + value + "' is no data set name");
        }
    }

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && FORM.matcher(text).matches();
    }

    /** A longer name. */
    public DataSetName with(String qualifier) {
        return new DataSetName(value + "." + qualifier);
    }

    /** A name with the same qualifiers but the last. */
    public DataSetName sibling(String qualifier) {
        return new DataSetName(value.substring(0, value.lastIndexOf('.') + 1) + qualifier);
    }

    /** Its last qualifier. */
    public String last() {
        return value.substring(value.lastIndexOf('.') + 1);
    }

    /** Whether a data set of this name belongs to the other one, as components of a VSAM cluster often do by name. */
    public boolean isUnder(DataSetName prefix) {
        return value.startsWith(prefix.value + ".");
    }

    @Override
    public int compareTo(DataSetName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
