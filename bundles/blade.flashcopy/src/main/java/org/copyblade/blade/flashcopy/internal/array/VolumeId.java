package org.copyblade.blade.flashcopy.internal.array;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A volume within one storage system.
 *
 * @param value four hex digits, upper case; the first two name the logical subsystem
 */
public record VolumeId(String value) implements Comparable<VolumeId> {

    private static final Pattern FORM = Pattern.compile("[0-9A-F]{4}");

    public VolumeId {
        value = value.toUpperCase(Locale.ROOT);
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a volume id has four hex digits, not '" + value + "'");
        }
    }

    /** Whether a text has the form of an id, in either case. */
    public static boolean isValid(String text) {
        return FORM.matcher(text.toUpperCase(Locale.ROOT)).matches();
    }

    /** The logical subsystem, two hex digits. */
    public String lss() {
        return value.substring(0, 2);
    }

    /** The number within the logical subsystem, 0 to 255. */
    public int number() {
        return Integer.parseInt(value.substring(2), 16);
    }

    /** Subsystems of one parity are served by one node of the system. */
    public int node() {
        return Integer.parseInt(lss(), 16) % 2;
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
