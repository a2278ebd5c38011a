package org.copyblade.manager.internal.run;

/** What foreign code has thrown, as text. */
public final class Thrown {

    private Thrown() {}

    /** Never throws, even where an exception cannot say what it is. */
    public static String text(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        try {
            String message = thrown.getMessage();
            return message == null ? name : name + ": " + message;
        } catch (RuntimeException | Error unreadable) {
            return name + ", whose text cannot be read";
        }
    }
}
