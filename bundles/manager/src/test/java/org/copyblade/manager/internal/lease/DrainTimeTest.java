package org.copyblade.manager.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainTimeTest {

    private long now = Long.MAX_VALUE - 5;
    private final DrainTime time = new DrainTime(Duration.ofNanos(100), () -> now);

    @Test
    void eachServiceHasTheWholeLimit() {
        assertThat(time.left()).isEqualTo(Duration.ofNanos(100));
        now += 99;
        assertThat(time.left()).isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void allServicesShareOneLimit_onceWhoeverCallsThemGoes() {
        time.leave();
        assertThat(time.left()).isEqualTo(Duration.ofNanos(100));
        now += 60;
        assertThat(time.left()).isEqualTo(Duration.ofNanos(40));
        now += 60;
        assertThat(time.left()).isZero();
    }
}
