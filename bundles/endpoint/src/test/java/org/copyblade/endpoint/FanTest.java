package org.copyblade.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Fan fan = new Fan(threads);

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void requests_areUnderWayAtOneTime_andAnswerInTheOrderOfTheItems() throws Exception {
        CountDownLatch allAreUnderWay = new CountDownLatch(3);
        List<String> results = fan.each(List.of("a", "b", "c"), item -> {
            allAreUnderWay.countDown();
            allAreUnderWay.await();
            return item + "!";
        });
        assertThat(results).containsExactly("a!", "b!", "c!");
    }

    @Test
    void firstFailureInTheOrderOfTheItems_isThrown_afterAllHaveEnded() {
        Set<Integer> ended = ConcurrentHashMap.newKeySet();
        CountDownLatch thirdHasFailed = new CountDownLatch(1);
        assertThatThrownBy(() -> fan.each(List.of(0, 1, 2, 3), item -> {
                    if (item == 1) {
                        thirdHasFailed.await();
                    }
                    ended.add(item);
                    if (item == 2) {
                        thirdHasFailed.countDown();
                    }
                    if (item == 1 || item == 2) {
                        throw new IOException("of " + item);
                    }
                    return item;
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("of 1");
        assertThat(ended).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void oneRequest_needsNoOtherThread_andNoneNeedsNothing() {
        Fan alone = new Fan(work -> {
            throw new AssertionError("another thread was asked for");
        });
        assertThat(alone.each(List.of(7), item -> Thread.currentThread())).containsExactly(Thread.currentThread());
        assertThat(alone.each(List.of(), item -> item)).isEmpty();
    }

    @Test
    void undeclaredFailure_isThrownAsItIs() {
        assertThatThrownBy(() -> fan.each(List.of(1, 2), item -> {
                    throw new IllegalStateException("of " + item);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("of 1");
    }
}
