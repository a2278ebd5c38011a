package org.copyblade.manager.internal.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long steps may go on, on a clock of their own. */
class StepsLimitTest {

    private static final Duration LIMIT = Duration.ofHours(12);
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @Test
    void limitOfAll_isNotMovedByProgress() {
        StepsLimit limit = StepsLimit.ofAll(LIMIT, 0);
        limit.answered(50, true, 11 * HOUR);
        assertThat(limit.isOver(12 * HOUR - 1)).isFalse();
        assertThat(limit.isOver(12 * HOUR)).isTrue();
        assertThat(limit.why()).isEqualTo("not done within its limit");
    }

    @Test
    void whatGetsOn_goesOnForDays() {
        StepsLimit limit = StepsLimit.withoutProgress(LIMIT, 0);
        for (int step = 1; step < 50; step++) {
            assertThat(limit.isOver(step * 11 * HOUR)).as("step %d", step).isFalse();
            limit.answered(step, false, step * 11 * HOUR);
        }
    }

    /** What was surveyed for seconds is more than was thought: the percentage stays where it is until the end. */
    @Test
    void whatGoesOnElsewhere_getsOn_whateverThePercentageIs() {
        StepsLimit limit = StepsLimit.withoutProgress(LIMIT, 0);
        limit.answered(99, true, 11 * HOUR);
        limit.answered(99, true, 22 * HOUR);
        assertThat(limit.isOver(33 * HOUR)).isFalse();
    }

    @Test
    void whatSaysTheSameAgain_orFallsBack_isGivenUpInTheEnd() {
        StepsLimit limit = StepsLimit.withoutProgress(LIMIT, 0);
        limit.answered(10, true, HOUR);
        limit.answered(10, false, 5 * HOUR);
        limit.answered(3, true, 6 * HOUR);
        limit.answered(9, true, 7 * HOUR);
        assertThat(limit.end()).isEqualTo(13 * HOUR);
        assertThat(limit.isOver(13 * HOUR)).isTrue();
        assertThat(limit.why()).isEqualTo("no progress within its limit of 12 hours");
    }
}
