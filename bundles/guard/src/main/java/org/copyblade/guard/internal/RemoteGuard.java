package org.copyblade.guard.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.copyblade.guard.RemoteHold;

/**
 * One guard of a system on another machine: lets it go on when told to, when the time is over, and when its manager is gone,
 * which it sees by the end of its standard input. What went on once may be held again, by a manager that was stopped itself or
 * by a request that came late: until a manager says that the hold is over, it lets it go on each time. It shares nothing with
 * the other guard but the lease. One thread decides, one reads orders, one reads the password's file once it was refused, one
 * for each member sends; all of them run before it is armed, for then a thread that cannot be started may cost something.
 */
final class RemoteGuard {

    static final byte ARMED = 'A';
    static final byte FAILED = 'F';
    static final byte BEGUN = 'B';
    /** How many orders to resume were taken by then follows. */
    static final byte RESUMED = 'R';

    private static final long LOOK_MS = 10;

    private record Told(RemoteOrder order, long deadline) {}

    /** One way to the other side for each member. */
    @FunctionalInterface
    interface Ways {
        List<RemoteLine.Exchange> open() throws IOException;
    }

    private final RemoteHold hold;
    private final RemoteClaim claim;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Ways ways;
    private final LongSupplier hardening;
    private final LinkedBlockingQueue<Told> orders = new LinkedBlockingQueue<>();
    private final List<RemoteLine> lines = new ArrayList<>();
    private boolean unfinished;
    private boolean holding;
    private boolean lettingGo;
    private boolean leaving;
    private int resumes;
    private long deadline;

    RemoteGuard(RemoteHold hold, RemoteLease lease, DataInputStream in, DataOutputStream out) {
        this(hold, lease, in, out, () -> connections(hold), Hardening::harden);
    }

    /**
     * By other ways than the usual ones.
     *
     * @param hardening answers what this guard could not have
     */
    RemoteGuard(
            RemoteHold hold,
            RemoteLease lease,
            DataInputStream in,
            DataOutputStream out,
            Ways ways,
            LongSupplier hardening) {
        this.hold = hold;
        this.claim = new RemoteClaim(lease, hold.epoch());
        this.in = in;
        this.out = out;
        this.ways = ways;
        this.hardening = hardening;
    }

    private static List<RemoteLine.Exchange> connections(RemoteHold hold) throws IOException {
        SSLSocketFactory factory = RemoteTrust.factory(hold);
        RemoteLogin login = new RemoteLogin(hold.login());
        List<RemoteLine.Exchange> connections = new ArrayList<>();
        for (int member = 0; member < hold.requests().size(); member++) {
            connections.add(login.over(new RemoteConnection(hold, factory)::send));
        }
        return connections;
    }

    /** Connects and rehearses; answers how that went. */
    boolean arm() throws IOException {
        try {
            List<RemoteLine.Exchange> exchanges = ways.open();
            for (RemoteHold.Request request : hold.requests()) {
                RemoteLine line =
                        new RemoteLine(request, exchanges.get(lines.size()), claim::isOpen, RemotePauses.USUAL);
                line.rehearse(hold.rehearsal());
                lines.add(line);
            }
        } catch (IOException | RuntimeException e) {
            out.writeByte(FAILED);
            out.writeUTF(String.valueOf(e.getMessage()));
            out.flush();
            return false;
        }
        Thread reader = new Thread(this::readOrders, "orders");
        reader.setDaemon(true);
        reader.start();
        long shortcomings = hardening.getAsLong();
        out.writeByte(ARMED);
        out.writeLong(shortcomings);
        out.flush();
        return true;
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
        while (!leaving || lettingGo) {
            Told told = next();
            if (told != null) {
                obey(told);
            } else if (holding) {
                letGoOn();
            }
            if (lettingGo && areAtRest()) {
                lettingGo = false;
                sayWhatBecame();
            }
        }
    }

    /** Null if it is time to look at the clock or at the lines. */
    private Told next() throws InterruptedException {
        if (lettingGo) {
            return orders.poll(LOOK_MS, TimeUnit.MILLISECONDS);
        }
        return holding ? orders.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS) : orders.take();
    }

    private void obey(Told told) {
        switch (told.order()) {
            case BEGIN -> {
                deadline = told.deadline();
                holding = true;
                unfinished = true;
                answer(BEGUN);
            }
            case FINISH -> {
                holding = false;
                unfinished = false;
                claim.close();
                lines.forEach(RemoteLine::stop);
            }
            case RESUME -> {
                resumes++;
                letGoOn();
            }
            case LEAVE -> {
                leaving = true;
                letGoOn();
            }
        }
    }

    /** Sends to all members at one time, also to those that went on before this order came. */
    private void letGoOn() {
        if (!unfinished || orders.stream().anyMatch(told -> told.order() == RemoteOrder.FINISH)) {
            return;
        }
        // Before anything is sent, also where somebody has closed it: it may be held again since then.
        claim.reopen();
        holding = false;
        lettingGo = true;
        lines.forEach(RemoteLine::resume);
    }

    private boolean areAtRest() {
        for (RemoteLine line : lines) {
            if (!line.isAtRest()) {
                return false;
            }
        }
        return true;
    }

    /** Nothing while an order waits: it may be about members that were held once more after they had gone on. */
    private void sayWhatBecame() {
        if (orders.isEmpty() && lines.stream().allMatch(RemoteLine::resumed)) {
            claim.close();
            answer(RESUMED);
        }
    }

    private void answer(byte what) {
        try {
            out.writeByte(what);
            if (what == RESUMED) {
                out.writeInt(resumes);
            }
            out.flush();
        } catch (IOException e) {
            // Nobody listens any more, which changes nothing.
        }
    }
}
