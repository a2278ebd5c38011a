package org.copyblade.blade.timefinder.internal.array;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A volume within one array.
 *
 * @param value five hex digits, upper case
 */
public record VolumeId(String value) implements Comparable<VolumeId> {

    private static final Pattern FORM = Pattern.compile("[0-9A-F]{5}");

    public VolumeId {
        value = value.toUpperCase(Locale.ROOT);
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a volume id has five hex digits, not '" + value + "'");
        }
    }

    /** Whether a text has the form of an id, in either case. */
    public static boolean isValid(String text) {
        return FORM.matcher(text.toUpperCase(Locale.ROOT)).matches();
    }

    /** So many volumes further on. */
    public int minus(VolumeId first) {
        return Integer.parseInt(value, 16) - Integer.parseInt(first.value, 16);
    }

    @Override
    public int compareTo(VolumeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
