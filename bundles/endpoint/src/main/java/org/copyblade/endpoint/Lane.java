package org.copyblade.endpoint;

/** Which share of the connections a request may use, so that nothing inside a window waits for what can wait. */
public enum Lane {
    /** What lengthens a window: suspend, establish, release and resume. */
    WINDOW,
    /** Everything else. */
    BACKGROUND;

    /** Its share of all connections, at least one; both together are all of them, if there are two or more. */
    public int connections(int all) {
        int background = Math.max(1, all / 4);
        return switch (this) {
            case WINDOW -> Math.max(1, all - background);
            case BACKGROUND -> background;
        };
    }
}
