package org.copyblade.blade.timefinder.internal.array;

/**
 * How long a snapshot is kept.
 *
 * @param hours 0 for until it is withdrawn
 * @param secure whether nobody may end it before
 */
public record Term(int hours, boolean secure) {

    /** Until it is withdrawn. */
    public static final Term UNLIMITED = new Term(0, false);
}
