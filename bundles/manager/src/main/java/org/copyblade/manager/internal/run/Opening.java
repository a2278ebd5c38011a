package org.copyblade.manager.internal.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** When new runs may begin: once what an earlier process has left open was taken up. Safe for many threads. */
final class Opening {

    /** How long whoever begins something waits while the catalog is being opened and read: a busy machine takes its time. */
    private static final Duration READING = Duration.ofMinutes(1);

    /** How long he waits once it has failed and is tried again. */
    private static final Duration FAILING = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean open;
    private volatile boolean failing;

    void open() {
        open = true;
        decided.countDown();
    }

    /** What is open could not be read: nobody waits as long as for a catalog that is only slow. */
    void failed() {
        failing = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Nobody needs to wait any more: whoever begins something now is refused for another reason. */
    void end() {
        decided.countDown();
    }

    /** Waits a moment for it. */
    void await() throws CopybladeException {
        try {
            long begin = System.nanoTime();
            while (!decided.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                Duration limit = failing ? FAILING : READING;
                if (System.nanoTime() - begin < limit.toNanos()) {
                    continue;
                }
                throw new CopybladeException(
                        ErrorCode.CATALOG_FAILED,
                        "the catalog cannot say yet what an earlier process has left open, so nothing new begins");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CopybladeException(ErrorCode.MANAGER_STOPPING, "interrupted before the run could begin");
        }
    }
}
