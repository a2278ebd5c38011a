package org.copyblade.manager.internal.system;

/** How a refused configuration is told in one line. Pure. */
public final class RefusalText {

    private static final String HINT = "\nHINT: ";

    private RefusalText() {}

    /** What an adapter says, with its hint behind it. */
    public static String line(String said) {
        return said.strip().replace(HINT, "; ").replace('\n', ' ');
    }

    /** What an adapter says of a change that it refused while it runs. */
    public static String ofEdit(String said) {
        return "a change of its configuration is refused, and the last good one stays in force until the next start: "
                + line(said);
    }
}
