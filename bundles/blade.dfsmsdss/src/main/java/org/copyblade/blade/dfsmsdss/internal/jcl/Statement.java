package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.ArrayList;
import java.util.List;

/** One control statement, broken into records that keep clear of the continuation column. Not for several threads. */
final class Statement {

    /** Last column that text may use. */
    static final int LAST_COLUMN = 71;

    private static final String FIRST = "  ";
    private static final String FURTHER = "       ";
    private static final String CONTINUED = " -";

    private final List<String> lines = new ArrayList<>();
    private String line;

    Statement(String verb) {
        this.line = FIRST + verb;
    }

    /** A keyword with its operand; stays on one record if it can, else it is broken behind commas. */
    Statement with(String text) {
        if (fits(line + " " + text)) {
            line = line + " " + text;
            return this;
        }
        next();
        if (fits(FURTHER + text)) {
            line = FURTHER + text;
            return this;
        }
        breakBehindCommas(text);
        return this;
    }

    private void breakBehindCommas(String text) {
        line = FURTHER;
        for (String part : text.split("(?<=,)")) {
            if (!fits(line + part)) {
                next();
                line = FURTHER;
            }
            if (!fits(line + part)) {
                throw new IllegalArgumentException("'" + part + "' does not fit on a record");
            }
            line = line + part;
        }
    }

    private void next() {
        lines.add(line + CONTINUED);
        line = FURTHER;
    }

    private static boolean fits(String text) {
        return text.length() + CONTINUED.length() <= LAST_COLUMN;
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        return List.copyOf(all);
    }
}
