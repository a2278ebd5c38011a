package org.copyblade.blade.timefinder.internal.rest;

import java.util.Locale;

/**
 * How far a job of the server is. Of a word that is not known, and of the one that says so, nobody could say whether the job still
 * does something. Pure.
 */
enum JobStatus {
    GOES_ON,
    SUCCEEDED,
    FAILED,
    NOT_KNOWN;

    /** @param word as the server says it, in whatever case */
    static JobStatus of(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "CREATED", "UNSCHEDULED", "SCHEDULED", "VALIDATING", "VALIDATED", "RUNNING", "RETRIEVING_PICTURE" ->
                GOES_ON;
            case "SUCCEEDED" -> SUCCEEDED;
            case "FAILED", "ABORTED", "VALIDATE_FAILED", "INVALID" -> FAILED;
            default -> NOT_KNOWN;
        };
    }
}
