package org.copyblade.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IdleThreadsTest {

    private final IdleThreads threads = new IdleThreads(2, "idle-threads-test");
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    @Test
    void closed_leavesNoThreadBehind() throws Exception {
        run();

        threads.close();

        assertAllEnd();
    }

    /** A hold is let go by whatever began it, also after that was replaced or stopped. */
    @Test
    void closed_stillDoesWhatComes_andLeavesNoThreadBehind() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<Void> underWay = CompletableFuture.runAsync(() -> await(closed), threads);
        threads.close();
        threads.close();

        run();
        closed.countDown();

        underWay.get();
        assertAllEnd();
    }

    @Test
    void closed_hasNoMoreThanBefore() throws Exception {
        threads.close();
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<?>[] all = new CompletableFuture<?>[20];
        for (int i = 0; i < all.length; i++) {
            all[i] = CompletableFuture.runAsync(() -> await(go), threads);
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("idle-threads-test"))
                .hasSizeLessThanOrEqualTo(2);

        go.countDown();
        CompletableFuture.allOf(all).get();
        assertAllEnd();
    }

    private void run() throws Exception {
        CompletableFuture.runAsync(() -> seen.add(Thread.currentThread()), threads)
                .get();
    }

    private void await(CountDownLatch latch) {
        seen.add(Thread.currentThread());
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("work was interrupted", e);
        }
    }

    private void assertAllEnd() throws InterruptedException {
        assertThat(seen).isNotEmpty();
        for (Thread thread : seen) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
