package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a guard sends, and when it says that members go on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RemoteGuardTest {

    private static final RemoteHold HOLD = TestHold.of(7, "IMS1", "IMS2");

    @TempDir
    private Path directory;

    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();
    private final CountDownLatch secondAnswers = new CountDownLatch(1);
    private final PipedOutputStream orders = new PipedOutputStream();
    private final PipedInputStream answers = new PipedInputStream();
    private final DataOutputStream told = new DataOutputStream(orders);
    private final DataInputStream said = new DataInputStream(answers);
    private RemoteLease lease;
    private Thread guard;

    @BeforeEach
    void arm() throws Exception {
        try (FileChannel channel = FileChannel.open(
                directory.resolve("lease"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            lease = RemoteLease.map(channel);
        }
        lease.renew(HOLD.epoch());
        RemoteGuard armed = new RemoteGuard(
                HOLD,
                lease,
                new DataInputStream(new PipedInputStream(orders)),
                new DataOutputStream(new PipedOutputStream(answers)),
                () -> List.of(this::firstMember, this::secondMember),
                () -> 0);
        assertThat(armed.arm()).isTrue();
        guard = new Thread(() -> run(armed));
        guard.start();
        assertThat(said.readByte()).isEqualTo(RemoteGuard.ARMED);
        assertThat(said.readLong()).isZero();
    }

    private static void run(RemoteGuard armed) {
        try {
            armed.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void end() throws Exception {
        secondAnswers.countDown();
        if (guard.isAlive()) {
            tell(RemoteOrder.FINISH);
        }
        told.close();
        guard.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(guard.isAlive()).isFalse();
    }

    private String firstMember(String request) {
        if (request.equals("resume")) {
            first.incrementAndGet();
        }
        return "OK RESUMED";
    }

    private String secondMember(String request) {
        if (request.equals("resume")) {
            second.incrementAndGet();
            try {
                secondAnswers.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return "OK RESUMED";
    }

    private void tell(RemoteOrder order) throws Exception {
        told.writeByte(order.ordinal());
        told.flush();
    }

    /** The limit has passed before it began, so the guard sends at once. */
    private void holdBehindTheLimit() throws Exception {
        assertThat(lease.opened(HOLD.epoch())).isTrue();
        told.writeByte(RemoteOrder.BEGIN.ordinal());
        told.writeLong(System.nanoTime());
        told.flush();
        assertThat(said.readByte()).isEqualTo(RemoteGuard.BEGUN);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    private int resumesAnswered() throws Exception {
        assertThat(said.readByte()).isEqualTo(RemoteGuard.RESUMED);
        return said.readInt();
    }

    /** A request that came late held the first member again while the second had not answered yet. */
    @Test
    void memberThatIsHeldAgainDuringARoundIsLetGoBeforeAnyoneIsTold() throws Exception {
        holdBehindTheLimit();
        await(() -> first.get() == 1 && second.get() == 1);

        tell(RemoteOrder.RESUME);
        await(() -> first.get() == 2);
        assertThat(said.available()).isZero();
        secondAnswers.countDown();

        assertThat(resumesAnswered()).isEqualTo(1);
        assertThat(first).hasValue(2);
        assertThat(second).hasValue(2);
        assertThat(lease.open()).isZero();
    }

    @Test
    void whatIsSaidAtTheLimitAnswersNoOrder() throws Exception {
        secondAnswers.countDown();
        holdBehindTheLimit();
        assertThat(resumesAnswered()).isZero();

        tell(RemoteOrder.RESUME);

        assertThat(resumesAnswered()).isEqualTo(1);
        assertThat(first).hasValue(2);
    }

    /** When memory or threads are short none can be started: those that were there when it was armed send each time. */
    @Test
    void nothingIsStartedToLetGoOnAgain() throws Exception {
        secondAnswers.countDown();
        List<Thread> before = threads();
        holdBehindTheLimit();
        assertThat(resumesAnswered()).isZero();
        tell(RemoteOrder.RESUME);
        assertThat(resumesAnswered()).isEqualTo(1);

        assertThat(threads()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static List<Thread> threads() {
        List<Thread> lines = new ArrayList<>(Thread.getAllStackTraces().keySet());
        lines.removeIf(thread -> !thread.getName().startsWith("line IMS"));
        return lines;
    }

    /** Its manager dies with one member held again, and the other not answering. */
    @Test
    void endOfTheManagerDuringARoundIsARoundOfItsOwn() throws Exception {
        holdBehindTheLimit();
        await(() -> first.get() == 1 && second.get() == 1);

        told.close();
        await(() -> first.get() == 2);
        secondAnswers.countDown();

        guard.join();
        assertThat(second).hasValue(2);
    }
}
