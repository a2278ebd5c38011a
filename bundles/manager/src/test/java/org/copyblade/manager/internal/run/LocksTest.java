package org.copyblade.manager.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LocksTest {

    private final Locks locks = new Locks();

    private boolean canTake(String holder, String... names) {
        return locks.take(List.of(names), holder, Duration.ZERO)
                .map(held -> {
                    held.close();
                    return true;
                })
                .orElse(false);
    }

    @Test
    void severalNames_areTakenAtOnceOrNotAtAll() {
        Locks.Held first =
                locks.take(List.of("target 1"), "run R1", Duration.ZERO).orElseThrow();
        assertThat(canTake("run R2", "target 0", "target 1")).isFalse();
        assertThat(locks.holder("target 0")).isEmpty();
        assertThat(locks.holder("target 1")).contains("run R1");
        first.close();
        assertThat(canTake("run R2", "target 0", "target 1")).isTrue();
    }

    @Test
    void whatItsHolderTakesOnceMore_staysHeldUntilTheFirstIsClosed() {
        Locks.Held first =
                locks.take(List.of("target 1"), "run R1", Duration.ZERO).orElseThrow();
        Locks.Held second = locks.take(List.of("target 1", "target 2"), "run R1", Duration.ZERO)
                .orElseThrow();
        second.close();
        assertThat(locks.holder("target 1")).contains("run R1");
        assertThat(locks.holder("target 2")).isEmpty();
        first.close();
        assertThat(locks.holder("target 1")).isEmpty();
    }

    @Test
    void whatIsGivenBackLater_belongsToNobodyUntilThen() {
        Locks.Held held =
                locks.take(List.of("hold domain 1"), "run R1", Duration.ZERO).orElseThrow();
        held.closeAfter(Duration.ofHours(1), "a late thaw");
        assertThat(canTake("run R1", "hold domain 1")).isFalse();
        assertThat(canTake("run R2", "hold domain 1")).isFalse();
        assertThat(locks.holder("hold domain 1")).contains("a late thaw");
    }

    @Test
    void whoWaits_getsWhatIsGivenBackLater() {
        Locks.Held held =
                locks.take(List.of("hold domain 1"), "run R1", Duration.ZERO).orElseThrow();
        held.closeAfter(Duration.ofMillis(50), "a late thaw");
        assertThat(locks.take(List.of("hold domain 1"), "run R2", Duration.ofMinutes(1)))
                .isPresent();
        assertThat(locks.holder("hold domain 1")).contains("run R2");
    }

    @Test
    void whoWaitsAlready_learnsThatItIsGivenBackLater() throws Exception {
        Locks.Held held =
                locks.take(List.of("hold domain 1"), "run R1", Duration.ZERO).orElseThrow();
        Thread waiting = new Thread(() -> locks.take(List.of("hold domain 1"), "run R2", Duration.ofMinutes(2)));
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        held.closeAfter(Duration.ofMillis(50), "a late thaw");
        waiting.join(Duration.ofMinutes(1).toMillis());
        assertThat(locks.holder("hold domain 1")).contains("run R2");
    }

    @Test
    void whoWaits_getsTheNameWhenItIsFree() throws Exception {
        Locks.Held first =
                locks.take(List.of("system a"), "run R1", Duration.ZERO).orElseThrow();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() ->
                locks.take(List.of("system a"), "run R2", Duration.ofMinutes(1)).isPresent());
        first.close();
        assertThat(waiting.get()).isTrue();
    }
}
