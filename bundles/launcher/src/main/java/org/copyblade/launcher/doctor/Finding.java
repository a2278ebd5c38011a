package org.copyblade.launcher.doctor;

/**
 * What one check found.
 *
 * @param subject what was looked at, in a word or two
 * @param grade how much it matters
 * @param text what is the case
 * @param cure what to do about it; empty when nothing needs doing
 */
public record Finding(String subject, Grade grade, String text, String cure) {

    /** How much a finding matters. */
    public enum Grade {
        /** As it should be. */
        OK,
        /** Something will not be possible; everything else will. */
        LIMIT,
        /** Copyblade cannot run until this is cured. */
        PROBLEM
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Grade.OK, text, "");
    }

    static Finding limit(String subject, String text, String cure) {
        return new Finding(subject, Grade.LIMIT, text, cure);
    }

    static Finding problem(String subject, String text, String cure) {
        return new Finding(subject, Grade.PROBLEM, text, cure);
    }
}
