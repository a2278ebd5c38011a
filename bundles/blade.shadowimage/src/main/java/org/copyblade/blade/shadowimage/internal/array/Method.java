package org.copyblade.blade.shadowimage.internal.array;

import java.util.Optional;

/** How volumes are copied. */
public enum Method {
    /** ShadowImage: a mirror pair that is split. */
    PAIR("pair"),
    /** Thin Image: a snapshot, which shares with its source what has not changed. */
    THIN_IMAGE("thin-image");

    private final String word;

    Method(String word) {
        this.word = word;
    }

    /** As profiles write it. */
    public String word() {
        return word;
    }

    /** The method of a profile; the first if it names none. */
    public static Optional<Method> of(String word) {
        for (Method method : values()) {
            if (method.word.equals(word)) {
                return Optional.of(method);
            }
        }
        return word.isEmpty() ? Optional.of(PAIR) : Optional.empty();
    }
}
