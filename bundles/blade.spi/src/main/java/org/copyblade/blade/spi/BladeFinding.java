package org.copyblade.blade.spi;

import java.util.Objects;

/**
 * Something the operator should know before a copy is made.
 *
 * @param severity whether it forbids the copy
 * @param subject the member, volume, target or option concerned
 * @param text what is found, lower case, no full stop
 * @param hint what to look at or to do
 * @param topic what kind of matter it is
 */
public record BladeFinding(Severity severity, String subject, String text, String hint, Topic topic) {

    /** Whether a finding forbids the copy. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    /** What kind of matter a finding is about; the manager shows it under the check of the domain that it belongs to. */
    public enum Topic {
        /** Not said: the manager concludes it from the subject. */
        UNSAID,
        /** A source does not exist, is not online or cannot be read. */
        SOURCE,
        /** A target does not exist, is in no state to be used, or none is left. */
        TARGET,
        /** The storage cannot copy so at all. */
        CAPABILITY,
        /** Source and target, or all sources, are not on one storage system. */
        SAME_STORAGE,
        /** A target is too small, too large or of another type than its source. */
        FIT,
        /** A target holds data of others. */
        OTHERS_DATA,
        /** A limit of relations or copies of a source is reached. */
        LIMIT,
        /** An earlier copy of the pair is still under way, or in the way. */
        EARLIER_COPY
    }

    /** A finding that does not say what kind of matter it is about. */
    public BladeFinding(Severity severity, String subject, String text, String hint) {
        this(severity, subject, text, hint, Topic.UNSAID);
    }

    /** The same, about this kind of matter. */
    public BladeFinding about(Topic matter) {
        return new BladeFinding(severity, subject, text, hint, matter);
    }

    public BladeFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(hint, "hint");
        Objects.requireNonNull(topic, "topic");
    }

    /** A finding that forbids the copy. */
    public static BladeFinding error(String subject, String text, String hint) {
        return new BladeFinding(Severity.ERROR, subject, text, hint);
    }

    /** A finding that the operator should weigh. */
    public static BladeFinding warning(String subject, String text, String hint) {
        return new BladeFinding(Severity.WARNING, subject, text, hint);
    }

    /** A fact worth showing. */
    public static BladeFinding note(String subject, String text) {
        return new BladeFinding(Severity.NOTE, subject, text, "");
    }
}
