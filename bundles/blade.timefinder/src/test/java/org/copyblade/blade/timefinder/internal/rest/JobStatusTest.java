package org.copyblade.blade.timefinder.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every word that the reference has for it. */
class JobStatusTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created",
                "UNSCHEDULED",
                "SCHEDULED",
                "VALIDATING",
                "VALIDATED",
                "RUNNING",
                "Running",
                "RETRIEVING_PICTURE"
            })
    void isWaitedFor(String word) {
        assertThat(JobStatus.of(word)).isEqualTo(JobStatus.GOES_ON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "succeeded"})
    void isOver(String word) {
        assertThat(JobStatus.of(word)).isEqualTo(JobStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "ABORTED", "VALIDATE_FAILED", "INVALID"})
    void hasFailed(String word) {
        assertThat(JobStatus.of(word)).isEqualTo(JobStatus.FAILED);
    }

    /** It may still be at it. */
    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "", "PAUSED"})
    void isAskedForByWhatThereIs(String word) {
        assertThat(JobStatus.of(word)).isEqualTo(JobStatus.NOT_KNOWN);
    }
}
