package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedTest {

    @Test
    void workThatEnds_isWaitedFor() throws Exception {
        AtomicBoolean done = new AtomicBoolean();

        assertThat(Bounded.done(() -> done.set(true), "work", Duration.ofSeconds(20)))
                .isTrue();

        assertThat(done).isTrue();
    }

    @Test
    void workThatHangs_isLeft() throws Exception {
        CountDownLatch never = new CountDownLatch(1);

        assertThat(Bounded.done(() -> await(never), "work", Duration.ofMillis(1)))
                .isFalse();

        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
