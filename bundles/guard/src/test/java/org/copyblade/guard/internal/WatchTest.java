package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With process descriptors, and without as on an old kernel. Standard input is none of the test's business. */
@Timeout(60)
class WatchTest {
    private static final long SOON = TimeUnit.SECONDS.toNanos(20);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDeathOfTheOtherGuardIsSeen(boolean withDescriptors) throws Exception {
        Process peer = new ProcessBuilder("sleep", "600").start();
        Watch watch = new Watch(new ProcFiles(), ProcessHandle.current().pid(), withDescriptors);
        assertThat(watch.peer(peer.pid(), withDescriptors)).isTrue();
        assertThat(watch.isPeerGoneWithin(1_000_000)).isFalse();
        peer.destroyForcibly();
        long begin = System.nanoTime();
        while (!watch.isPeerGoneWithin(TimeUnit.MILLISECONDS.toNanos(100))) {
            assertThat(System.nanoTime() - begin).isLessThan(SOON);
        }
    }

    @Test
    void aGuardThatIsNotThereCannotBeWatched() throws Exception {
        Process peer = new ProcessBuilder("true").start();
        peer.waitFor(10, TimeUnit.SECONDS);
        Watch watch = new Watch(new ProcFiles(), ProcessHandle.current().pid(), true);
        assertThat(watch.peer(peer.pid(), true)).isFalse();
    }

    @Test
    void aDeadlineThatIsOverIsReportedFirst() {
        Watch watch = new Watch(new ProcFiles(), ProcessHandle.current().pid(), true);
        assertThat(watch.await(System.nanoTime() - 1)).isEqualTo(Watch.Event.DEADLINE);
    }
}
