package org.copyblade.demo.ims.internal;

/**
 * A source and its target, as a backup lists them.
 *
 * @param source id or serial of the volume
 * @param target id or serial of the volume
 */
record CopiedPair(String source, String target) {

    private static final String ARROW = " -> ";

    /** Reads {@code 2107-75IMS01/0100 -> 0110}, with or without the storage system before either. */
    static CopiedPair of(String text) {
        int arrow = text.indexOf(ARROW);
        if (arrow < 0) {
            throw new IllegalArgumentException("no pair: " + text);
        }
        return new CopiedPair(volume(text.substring(0, arrow)), volume(text.substring(arrow + ARROW.length())));
    }

    private static String volume(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
