package org.copyblade.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {

    private final Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    private final Moment moment = new Moment("boot", 1_000, noon);

    @Test
    void theLongerOfBothClocksCountsAgainstAHold() {
        Moment slept = new Moment("boot", 2_000, noon.plusSeconds(90));
        Moment setBack = new Moment("boot", 1_000 + 5_000_000_000L, noon.minusSeconds(90));

        assertThat(moment.atMostUntil(slept)).contains(Duration.ofSeconds(90));
        assertThat(moment.atMostUntil(setBack)).contains(Duration.ofSeconds(5));
    }

    @Test
    void onlyTheMonotonicClockCountsForAWait() {
        Moment setForward = new Moment("boot", 2_000, noon.plusSeconds(9_000));

        assertThat(moment.atLeastUntil(setForward)).isEqualTo(Duration.ofNanos(1_000));
    }

    @Test
    void nothingIsKnownAcrossABoot() {
        Moment later = new Moment("other", 2_000, noon.plusSeconds(1));
        Moment unknown = new Moment("", 2_000, noon.plusSeconds(1));

        assertThat(moment.atMostUntil(later)).isEmpty();
        assertThat(moment.atLeastUntil(later)).isEqualTo(Duration.ZERO);
        assertThat(new Moment("", 1_000, noon).atMostUntil(unknown)).isEmpty();
    }
}
