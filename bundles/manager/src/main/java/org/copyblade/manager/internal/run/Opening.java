package org.copyblade.manager.internal.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** When new runs may begin: once what an earlier process has left open was taken up. Safe for many threads. */
final class Opening {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean open;

    void open() {
        open = true;
        decided.countDown();
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
            if (!decided.await(WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
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
