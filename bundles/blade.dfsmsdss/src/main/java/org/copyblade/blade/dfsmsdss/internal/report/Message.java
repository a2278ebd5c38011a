package org.copyblade.blade.dfsmsdss.internal.report;

import java.util.List;
import java.util.Objects;

/**
 * One message of DFSMSdss. Its text may change with the release; number, severity and task do not.
 *
 * @param id such as {@code ADR806I}
 * @param task {@code 001} and so on, or {@code R/I}, {@code SCH} for what belongs to no task
 * @param occurrence which of the places in its module that issue it
 * @param text the first line, without what is before the comma
 * @param further lines that go on with it, stripped
 */
record Message(String id, String task, int occurrence, String text, List<String> further) {

    Message {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(text, "text");
        further = List.copyOf(further);
    }

    /** Without the letter of the severity, which may differ between releases. */
    boolean is(String number) {
        return id.startsWith(number);
    }

    char severity() {
        return id.charAt(id.length() - 1);
    }

    /** Error, severe, terminating: what must not be passed over. */
    boolean isError() {
        return severity() == 'E' || severity() == 'S' || severity() == 'T';
    }

    /** As people read it. */
    String words() {
        return further.isEmpty() ? id + " " + text : id + " " + text + " " + String.join(" ", further);
    }
}
