package org.copyblade.guard.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.copyblade.guard.RemoteHold;

/**
 * One guard of a system on another machine: lets it go on when told to, when the time is over, and when its manager is gone,
 * which it sees by the end of its standard input. What went on once may be held again, by a manager that was stopped itself or by a
 * request that came late: until a manager says that the hold is over, it lets it go on each time. It shares nothing with the other guard. One thread decides, one reads
 * orders, one for each member sends.
 */
final class RemoteGuard {

    static final byte ARMED = 'A';
    static final byte FAILED = 'F';
    static final byte BEGUN = 'B';
    static final byte RESUMED = 'R';

    private record Told(RemoteOrder order, long deadline) {}

    private final RemoteHold hold;
    private final RemoteLease lease;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final LinkedBlockingQueue<Told> orders = new LinkedBlockingQueue<>();
    private final List<RemoteLine.Exchange> exchanges = new ArrayList<>();
    private final List<RemoteLine> lines = new ArrayList<>();
    private boolean unfinished;
    private boolean holding;
    private long deadline;

    RemoteGuard(RemoteHold hold, RemoteLease lease, DataInputStream in, DataOutputStream out) {
        this.hold = hold;
        this.lease = lease;
        this.in = in;
        this.out = out;
    }

    /** Connects and rehearses; answers how that went. */
    boolean arm() throws IOException {
        try {
            SSLSocketFactory factory = RemoteTrust.factory(hold);
            RemoteLogin login = new RemoteLogin(hold.login());
            for (RemoteHold.Request request : hold.requests()) {
                exchanges.add(login.over(new RemoteConnection(hold, factory)::send));
                RemoteLine line = line(lines.size());
                line.rehearse(hold.rehearsal());
                lines.add(line);
            }
        } catch (IOException | RuntimeException e) {
            out.writeByte(FAILED);
            out.writeUTF(String.valueOf(e.getMessage()));
            out.flush();
            return false;
        }
        long shortcomings = Hardening.harden();
        out.writeByte(ARMED);
        out.writeLong(shortcomings);
        out.flush();
        Thread reader = new Thread(this::readOrders, "orders");
        reader.setDaemon(true);
        reader.start();
        return true;
    }

    private RemoteLine line(int index) {
        return new RemoteLine(hold.requests().get(index), exchanges.get(index), this::isHeld, RemotePauses.USUAL);
    }

    /** Until a later hold began, or somebody knows that nothing of this one is held: the other guard, or a manager. */
    private boolean isHeld() {
        return lease.epoch() == hold.epoch() && lease.open() == hold.epoch();
    }

    private void readOrders() {
        try {
            while (true) {
                RemoteOrder order = RemoteOrder.values()[in.readByte()];
                orders.add(new Told(order, order == RemoteOrder.BEGIN ? in.readLong() : 0));
            }
        } catch (EOFException e) {
            orders.add(new Told(RemoteOrder.LEAVE, 0));
        } catch (IOException | RuntimeException e) {
            // A manager that talks nonsense is as good as gone.
            orders.add(new Told(RemoteOrder.LEAVE, 0));
        }
    }

    /** Returns when the guard is needed no more. */
    void run() throws InterruptedException {
        while (true) {
            Told told = holding
                    ? orders.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                    : orders.take();
            if (told == null || told.order() == RemoteOrder.RESUME) {
                letGoOn();
            } else if (told.order() == RemoteOrder.BEGIN) {
                deadline = told.deadline();
                holding = true;
                unfinished = true;
                answer(BEGUN);
            } else if (told.order() == RemoteOrder.FINISH) {
                holding = false;
                unfinished = false;
                lease.closed(hold.epoch());
                lines.forEach(RemoteLine::stop);
            } else {
                letGoOn();
                return;
            }
        }
    }

    /** Sends to all members at one time; stops when all go on, or when it is told, or the lease says, that they do. */
    private void letGoOn() throws InterruptedException {
        if (!unfinished || orders.stream().anyMatch(told -> told.order() == RemoteOrder.FINISH)) {
            return;
        }
        if (!holding) {
            beginAgain();
        }
        holding = false;
        lines.forEach(RemoteLine::resume);
        for (RemoteLine line : lines) {
            while (!line.awaitEnd(TimeUnit.MILLISECONDS.toNanos(50))) {
                Told told = orders.peek();
                if (told != null && told.order() == RemoteOrder.FINISH) {
                    lines.forEach(RemoteLine::stop);
                }
            }
        }
        if (lines.stream().allMatch(RemoteLine::resumed)) {
            lease.closed(hold.epoch());
            answer(RESUMED);
        }
    }

    private void beginAgain() {
        if (lease.epoch() == hold.epoch()) {
            lease.opened(hold.epoch());
        }
        lines.clear();
        for (int index = 0; index < exchanges.size(); index++) {
            lines.add(line(index));
        }
        lines.forEach(RemoteLine::start);
    }

    private void answer(byte what) {
        try {
            out.writeByte(what);
            out.flush();
        } catch (IOException e) {
            // Nobody listens any more, which changes nothing.
        }
    }
}
