package org.copyblade.blade.timefinder.internal.rest;

import java.util.Locale;

/** How far a job of the server is. A word that is not known counts as a failure: nobody could say what it waits for. Pure. */
enum JobStatus {
    GOES_ON,
    SUCCEEDED,
    FAILED;

    /** @param word as the server says it, in whatever case */
    static JobStatus of(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "CREATED", "UNSCHEDULED", "SCHEDULED", "VALIDATING", "VALIDATED", "RUNNING", "RETRIEVING_PICTURE" ->
                GOES_ON;
            case "SUCCEEDED" -> SUCCEEDED;
            default -> FAILED;
        };
    }
}
