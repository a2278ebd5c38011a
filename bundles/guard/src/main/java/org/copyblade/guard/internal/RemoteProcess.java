package org.copyblade.guard.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteHold;

/** The manager's end of one remote guard. Any thread; a thread of its own takes in what the guard says. */
final class RemoteProcess {

    private final String title;
    private final Process process;
    private final Path complaints;
    private final DataOutputStream orders;
    private final CountDownLatch armed = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Object answers = new Object();
    private int resumes; // asked for; by whoever has the monitor of the answers
    private volatile CountDownLatch resumed = new CountDownLatch(1);
    private volatile String failure = "";
    private volatile boolean isArmed;
    private volatile boolean hasBegun;
    private volatile boolean hasResumed;
    private volatile long shortcomings;

    private RemoteProcess(String title, Process process, Path complaints) {
        this.title = title;
        this.process = process;
        this.complaints = complaints;
        this.orders = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        Thread reader = new Thread(this::listen, "copyblade remote " + title);
        reader.setDaemon(true);
        reader.start();
    }

    static RemoteProcess start(GuardProgram program, String title, RemoteHold hold, Path lease) throws GuardException {
        Path complaints = lease.resolveSibling(lease.getFileName() + "." + title.replace(' ', '-') + ".err");
        ProcessBuilder builder = new ProcessBuilder(program.remoteCommand(List.of(lease.toString())))
                .directory(program.directory().toFile())
                .redirectError(complaints.toFile());
        builder.environment().clear();
        try {
            return of(title, builder.start(), complaints, hold);
        } catch (IOException e) {
            throw new GuardException(
                    "cannot start " + title + ": " + e.getMessage(), "is there memory for one more process?");
        }
    }

    /** A plan may be longer than a pipe takes, and nobody is to wait for a guard that does not read: it is not armed then. */
    static RemoteProcess of(String title, Process process, Path complaints, RemoteHold hold) {
        RemoteProcess guard = new RemoteProcess(title, process, complaints);
        Thread writer = new Thread(() -> guard.tell(hold), "copyblade plan of " + title);
        writer.setDaemon(true);
        writer.start();
        return guard;
    }

    private void tell(RemoteHold hold) {
        try {
            RemotePlan.write(hold, orders);
        } catch (IOException e) {
            // It has died, and whoever waits for it to be armed is told.
            return;
        }
    }

    long pid() {
        return process.pid();
    }

    ProcessKey key(ProcFiles proc) {
        return new ProcessKey(pid(), proc.stat(pid()) ? proc.start : 0);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has connected and rehearsed; answers what it could not have. */
    List<String> awaitArmed(Duration patience) throws GuardException {
        if (!await(armed, patience) || !isArmed) {
            throw new GuardException(
                    "cannot arm " + title + ": " + complaint(),
                    "does the other side answer, and may its user do that?");
        }
        return Hardening.describe(title, shortcomings);
    }

    boolean begin(long deadline, Duration patience) {
        return send(RemoteOrder.BEGIN, deadline) && await(begun, patience) && hasBegun;
    }

    boolean send(RemoteOrder order) {
        return send(order, 0);
    }

    /** What it says of earlier orders, or of the limit, counts no more. */
    void resume() {
        synchronized (answers) {
            resumes++;
            hasResumed = false;
            resumed = new CountDownLatch(1);
        }
        send(RemoteOrder.RESUME);
    }

    private void takeResumed(int orders) {
        synchronized (answers) {
            if (orders >= resumes) {
                hasResumed = true;
                resumed.countDown();
            }
        }
    }

    boolean awaitResumed(Duration patience) {
        return await(resumed, patience) && hasResumed;
    }

    private boolean send(RemoteOrder order, long deadline) {
        boolean sent = false;
        try {
            synchronized (orders) {
                orders.writeByte(order.ordinal());
                if (order == RemoteOrder.BEGIN) {
                    orders.writeLong(deadline);
                }
                orders.flush();
            }
            sent = true;
        } catch (IOException e) {
            // It is gone; the other one is there for that.
            sent = false;
        }
        return sent;
    }

    /** An interrupt does not shorten it: a resume goes first. */
    private static boolean await(CountDownLatch latch, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void listen() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            for (int what = in.read(); what >= 0; what = in.read()) {
                take((byte) what, in);
            }
        } catch (IOException e) {
            // Same as its end: it says nothing more.
        }
        armed.countDown();
        begun.countDown();
        resumed.countDown();
    }

    private void take(byte what, DataInputStream in) throws IOException {
        switch (what) {
            case RemoteGuard.ARMED -> {
                shortcomings = in.readLong();
                isArmed = true;
                armed.countDown();
            }
            case RemoteGuard.FAILED -> failure = in.readUTF();
            case RemoteGuard.BEGUN -> {
                hasBegun = true;
                begun.countDown();
            }
            default -> takeResumed(in.readInt());
        }
    }

    private String complaint() {
        if (!failure.isEmpty()) {
            return failure;
        }
        try {
            return Files.readString(complaints).lines().findFirst().orElse("it said nothing");
        } catch (IOException e) {
            return "its last words cannot be read: " + e.getMessage();
        }
    }

    /** Lets it end by itself; one that still lets a system go on is left to it. */
    void leave() {
        send(RemoteOrder.LEAVE, 0);
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended by itself.
        }
    }

    /** Ends one that holds nothing. One that is not armed has not been told anything yet. */
    void end(Duration patience) {
        if (!isArmed) {
            process.destroyForcibly();
            return;
        }
        leave();
        try {
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
