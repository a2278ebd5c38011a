package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.RemoteHold;

/** An armed guard in a thread of this process, and its manager's end of it. */
final class RunningRemoteGuard {

    private final PipedOutputStream orders = new PipedOutputStream();
    private final PipedInputStream answers = new PipedInputStream();
    private final DataOutputStream told = new DataOutputStream(orders);
    private final DataInputStream said = new DataInputStream(answers);
    private final Thread thread;

    private RunningRemoteGuard(RemoteHold hold, RemoteLease lease, List<RemoteLine.Exchange> members)
            throws IOException {
        RemoteGuard guard = new RemoteGuard(
                hold,
                lease,
                new DataInputStream(new PipedInputStream(orders)),
                new DataOutputStream(new PipedOutputStream(answers)),
                () -> members,
                () -> 0);
        assertThat(guard.arm()).isTrue();
        thread = new Thread(() -> {
            try {
                guard.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        assertThat(said.readByte()).isEqualTo(RemoteGuard.ARMED);
        assertThat(said.readLong()).isZero();
    }

    static RunningRemoteGuard arm(RemoteHold hold, RemoteLease lease, List<RemoteLine.Exchange> members)
            throws IOException {
        return new RunningRemoteGuard(hold, lease, members);
    }

    void begin(long limitMillis) throws IOException {
        told.writeByte(RemoteOrder.BEGIN.ordinal());
        told.writeLong(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis));
        told.flush();
        assertThat(said.readByte()).isEqualTo(RemoteGuard.BEGUN);
    }

    void tell(RemoteOrder order) throws IOException {
        told.writeByte(order.ordinal());
        told.flush();
    }

    /** Waits until it says that all members go on; answers the number of orders. */
    int resumesAnswered() throws IOException {
        assertThat(said.readByte()).isEqualTo(RemoteGuard.RESUMED);
        return said.readInt();
    }

    boolean saysNothing() throws IOException {
        return said.available() == 0;
    }

    /** Its manager dies. */
    void leave() throws IOException {
        told.close();
    }

    void join() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(thread.isAlive()).as("the guard has not ended").isFalse();
    }

    /** Its hold is over, and so is its manager. */
    void end() throws IOException, InterruptedException {
        if (thread.isAlive()) {
            tell(RemoteOrder.FINISH);
        }
        told.close();
        join();
    }
}
