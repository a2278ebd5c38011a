package org.copyblade.manager.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.junit.jupiter.api.Test;

/** Whoever begins something waits for a catalog that is slow, not for one that cannot be read. */
class OpeningTest {

    private final Opening opening = new Opening();

    private CompletableFuture<Void> waiting() {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        opening.await();
                        waiting.complete(null);
                    } catch (CopybladeException e) {
                        waiting.completeExceptionally(e);
                    }
                })
                .start();
        return waiting;
    }

    @Test
    void catalogThatIsOpenedAfterAWhile_isWaitedFor() throws Exception {
        CompletableFuture<Void> waiting = waiting();
        assertThat(waiting).isNotDone();
        opening.open();
        waiting.get(5, TimeUnit.MINUTES);
        assertThat(opening.isOpen()).isTrue();
    }

    @Test
    void catalogThatCannotBeRead_isNotWaitedForToTheEnd() {
        opening.failed();
        CopybladeException refused = catchThrowableOfType(CopybladeException.class, opening::await);
        assertThat(refused.code()).isEqualTo(ErrorCode.CATALOG_FAILED);
    }

    @Test
    void managerThatStops_keepsNobodyWaiting() throws Exception {
        CompletableFuture<Void> waiting = waiting();
        opening.end();
        waiting.get(5, TimeUnit.MINUTES);
        assertThat(opening.isOpen()).isFalse();
    }
}
