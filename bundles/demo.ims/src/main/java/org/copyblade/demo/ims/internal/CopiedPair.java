package org.copyblade.demo.ims.internal;

/**
 * A source and its target, as a backup lists them.
 *
 * @param source id or serial of the volume
 * @param within storage system or snapshot that the target is in; empty if it is not said
 * @param target id or serial of the volume, or of the source for a snapshot
 */
record CopiedPair(String source, String within, String target) {

    private static final String ARROW = " -> ";

    /** Reads {@code 2107-75IMS01/0100 -> 0110}, with or without what is before a slash on either side. */
    static CopiedPair of(String text) {
        int arrow = text.indexOf(ARROW);
        if (arrow < 0) {
            throw new IllegalArgumentException("no pair: " + text);
        }
        String target = text.substring(arrow + ARROW.length());
        String within = target.substring(0, Math.max(0, target.lastIndexOf('/')));
        return new CopiedPair(volume(text.substring(0, arrow)), within, volume(target));
    }

    private static String volume(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
