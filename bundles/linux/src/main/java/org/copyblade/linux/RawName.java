package org.copyblade.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files without loss. The kernel's names are bytes, seldom but sometimes not UTF-8. A raw name is a string with
 * one character from 0 to 255 per byte, so that it can be compared, kept in sets and given back unchanged.
 */
public final class RawName {

    private RawName() {}

    /** The raw name of ordinary text. */
    public static String of(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The raw name of an absolute path. */
    public static String of(Path path) {
        return of(path.toString());
    }

    /** A raw name for people to read. */
    public static String show(String raw) {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
