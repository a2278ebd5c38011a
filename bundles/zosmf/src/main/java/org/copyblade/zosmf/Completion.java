package org.copyblade.zosmf;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a job ended.
 *
 * @param kind what it was
 * @param conditionCode highest code of its steps; -1 unless {@link Kind#CODE}
 * @param text as z/OSMF writes it
 */
public record Completion(Kind kind, int conditionCode, String text) {

    /** What ended it. */
    public enum Kind {
        /** All steps that were to run have run. */
        CODE,
        /** A step ended abnormally. */
        ABEND,
        /** The JCL is wrong; nothing has run. */
        JCL_ERROR,
        /** An operator or a program cancelled it. */
        CANCELED,
        /** Refused by security. */
        SECURITY,
        /** The system failed while it ran. */
        SYSTEM_FAILED,
        /** Something else: see the text. */
        OTHER
    }

    private static final Pattern CODE = Pattern.compile("CC\\s+(\\d{1,5})");

    public Completion {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    /** Reads a {@code retcode}; a blank between ABEND and its code may be there or not. */
    public static Completion of(String retcode) {
        String text = retcode.strip();
        Matcher code = CODE.matcher(text);
        if (code.matches()) {
            return new Completion(Kind.CODE, Integer.parseInt(code.group(1)), text);
        }
        Kind kind = Kind.OTHER;
        if (text.startsWith("ABEND")) {
            kind = Kind.ABEND;
        } else if (text.startsWith("JCL ERROR") || text.startsWith("CONV ERROR") || text.startsWith("CONV ABEND")) {
            kind = Kind.JCL_ERROR;
        } else if (text.startsWith("CANCEL")) {
            kind = Kind.CANCELED;
        } else if (text.startsWith("SEC ERROR")) {
            kind = Kind.SECURITY;
        } else if (text.startsWith("SYS FAIL")) {
            kind = Kind.SYSTEM_FAILED;
        }
        return new Completion(kind, -1, text);
    }

    /** Whether all steps ended with at most this code. */
    public boolean atMost(int code) {
        return kind == Kind.CODE && conditionCode <= code;
    }
}
