package org.copyblade.blade.spi;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Name of a copy group, given by the manager and journaled before any call; short enough for every storage.
 *
 * @param value eight characters, {@code [A-Z][A-Z0-9]{7}}
 */
public record CopyGroupId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9]{7}");

    public CopyGroupId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a copy group id is a letter and seven letters or digits, not '" + value + "'");
        }
    }

    /** Whether a text found on the storage has the form of a group id. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
