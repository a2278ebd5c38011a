package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What two guards do whose hold began, whatever others have made of the lease. The limit is far away where it is not the point. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteGuardStatesTest {

    private static final long FAR = 3_600_000;

    private static final RemoteHold HOLD = TestHold.of(7, "IMS1");

    @TempDir
    private Path directory;

    private final AtomicInteger byFirst = new AtomicInteger();
    private final AtomicInteger bySecond = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final CountDownLatch firstIsAnswered = new CountDownLatch(1);
    private volatile boolean firstIsCutOff;
    private RemoteLease lease;
    private RemoteLease others;
    private RunningRemoteGuard first;
    private RunningRemoteGuard second;

    @BeforeEach
    void arm() throws Exception {
        Path file = Files.createFile(directory.resolve("lease"));
        lease = RemoteLease.map(file);
        others = RemoteLease.map(file);
        lease.renew(HOLD.epoch());
        first = RunningRemoteGuard.arm(HOLD, lease, List.of(request -> answer(request, byFirst, true)));
        second = RunningRemoteGuard.arm(
                HOLD, RemoteLease.map(file), List.of(request -> answer(request, bySecond, false)));
    }

    @AfterEach
    void end() throws Exception {
        firstIsAnswered.countDown();
        first.end();
        second.end();
    }

    private String answer(String request, AtomicInteger sent, boolean mayBeCutOff) throws IOException {
        if (request.equals("resume")) {
            if (mayBeCutOff && firstIsCutOff) {
                try {
                    firstIsAnswered.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("cut off");
            }
            sent.incrementAndGet();
            if (lost.getAndDecrement() > 0) {
                throw new IOException("the answer is lost");
            }
        }
        return "OK RESUMED";
    }

    private void begin(long limitMillis) throws IOException {
        assertThat(lease.opened(HOLD.epoch())).isTrue();
        first.begin(limitMillis);
        second.begin(limitMillis);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    private void assertBothLetGo() throws InterruptedException {
        await(() -> byFirst.get() > 0 || bySecond.get() > 0);
        await(() -> lease.open() == 0);
    }

    /** Another manager fenced the hold before it saw that it is open, and died there. */
    @Test
    void fencedHoldIsLetGoWhenTold() throws Exception {
        begin(FAR);
        others.fence();

        first.tell(RemoteOrder.RESUME);

        assertThat(first.resumesAnswered()).isEqualTo(1);
        assertThat(byFirst).hasValue(1);
        assertThat(lease.open()).isZero();
    }

    @Test
    void fencedHoldIsLetGoAtTheLimit() throws Exception {
        begin(300);
        others.fence();

        assertBothLetGo();
    }

    @Test
    void fencedHoldIsLetGoWhenTheManagerDies() throws Exception {
        begin(FAR);
        others.fence();
        first.leave();
        second.leave();

        first.join();
        second.join();
        assertBothLetGo();
    }

    /** Fenced for an instant only, while both guards have sent in vain and look whether they may do it again. */
    @Test
    void holdThatIsFencedBetweenTwoTriesIsTriedAgain() throws Exception {
        lost.set(6);
        begin(FAR);
        others.fence();
        first.tell(RemoteOrder.RESUME);
        await(() -> byFirst.get() >= 2);
        others.unfence(HOLD.epoch());

        assertThat(first.resumesAnswered()).isEqualTo(1);
        assertThat(byFirst).hasValue(7);
    }

    /** One that is cut off keeps trying until the other one has closed it. */
    @Test
    void oneGuardThatGetsThroughIsEnough() throws Exception {
        firstIsCutOff = true;
        begin(FAR);
        others.fence();
        first.leave();
        second.leave();

        second.join();
        assertThat(bySecond).hasValue(1);
        assertThat(byFirst).hasValue(0);
        assertThat(lease.open()).isZero();
        firstIsAnswered.countDown();
        first.join();
        assertThat(byFirst).hasValue(0);
    }

    /** Another manager has told the members to go on and said so; then what was sent before by this one held them after all. */
    @Test
    void holdThatSomebodyElseHasClosedIsLetGoAtTheLimitAllTheSame() throws Exception {
        begin(300);
        others.closed(HOLD.epoch());

        assertBothLetGo();
    }

    /** A manager that took over before it was held once more may begin nothing until that is let go on. */
    @Test
    void holdBehindWhichALaterOneWasArmedIsLetGo() throws Exception {
        lost.set(2);
        begin(FAR);
        others.closed(HOLD.epoch());
        others.fence();
        assertThat(others.renew(8)).isTrue();
        RemoteClaim later = new RemoteClaim(others, 8);

        first.tell(RemoteOrder.RESUME);
        await(() -> byFirst.get() == 1);
        assertThat(later.begin()).isFalse();

        assertThat(first.resumesAnswered()).isEqualTo(1);
        assertThat(byFirst).hasValue(3);
        assertThat(later.begin()).isTrue();
    }

    /** What is held by then is not theirs. */
    @Test
    void laterHoldThatIsOpenIsNotEnded() throws Exception {
        begin(FAR);
        others.closed(HOLD.epoch());
        others.fence();
        others.renew(8);
        assertThat(others.opened(8)).isTrue();

        first.tell(RemoteOrder.RESUME);
        second.leave();
        second.join();

        Thread.sleep(100);
        assertThat(first.saysNothing()).isTrue();
        assertThat(byFirst).hasValue(0);
        assertThat(bySecond).hasValue(0);
        assertThat(others.open()).isEqualTo(8);
    }

    /** Memory that cannot be read says nothing about the members. */
    @Test
    void leaseThatFailsEndsNoGuard() throws Exception {
        LeaseWords words = new InMemoryWords();
        RemoteLease whole = new RemoteLease(words);
        whole.renew(HOLD.epoch());
        AtomicInteger sent = new AtomicInteger();
        lost.set(2);
        RunningRemoteGuard guard = RunningRemoteGuard.arm(
                HOLD, new RemoteLease(new FaultyWords(words, 0)), List.of(request -> answer(request, sent, false)));
        try {
            whole.opened(HOLD.epoch());
            guard.begin(100);

            assertThat(guard.resumesAnswered()).isZero();
            assertThat(sent).hasValue(3);
            guard.tell(RemoteOrder.RESUME);
            assertThat(guard.resumesAnswered()).isEqualTo(1);
        } finally {
            guard.end();
        }
    }
}
