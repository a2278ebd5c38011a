package org.copyblade.guard.internal;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.copyblade.guard.RemoteHold;

/**
 * Lets one member go on, over a connection of its own, so that one that does not answer keeps no other waiting. The thread runs
 * since before the hold. It never gives up: what nobody has confirmed may still be held.
 */
final class RemoteLine {

    private final Exchange connection;
    private final RemoteHold.Request request;
    private final Pattern done;
    private final BooleanSupplier held;
    private final RemotePauses pauses;
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean needless;
    private volatile boolean resumed;
    private boolean sentBefore; // of the line's own thread
    private long begun; // of the line's own thread

    /** Sends a request and takes the answer: {@code OK} and its body, or empty text where it is no success. */
    @FunctionalInterface
    interface Exchange {
        String send(String request) throws IOException;
    }

    /** @param held whether the hold is still to be ended; it is not once a later one began, or somebody has settled it */
    RemoteLine(RemoteHold.Request request, Exchange connection, BooleanSupplier held, RemotePauses pauses) {
        this.connection = connection;
        this.request = request;
        this.done = Pattern.compile(request.done());
        this.held = held;
        this.pauses = pauses;
    }

    /** Connects, and proves that requests are answered with success. */
    void rehearse(String rehearsal) throws IOException {
        if (!connection.send(rehearsal).startsWith("OK ")) {
            throw new IOException("the rehearsal of " + request.member() + " was not answered with success");
        }
        // Loads what the verdict needs.
        done.matcher("OK ").find();
        start();
    }

    /** Waits for its order from now on. */
    void start() {
        Thread thread = new Thread(this::run, "line " + request.member());
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to send. */
    void resume() {
        go.countDown();
    }

    /** The member goes on already. */
    void stop() {
        needless = true;
        go.countDown();
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        return ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    boolean resumed() {
        return resumed;
    }

    private void run() {
        try {
            go.await();
            begun = System.nanoTime();
            // The lease is looked at before each sending: a later hold is not ours to end.
            while (!needless && !resumed && held.getAsBoolean()) {
                resumed = sent();
                if (!resumed) {
                    rest();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Looks now and then whether it is still needed, so that its end does not wait for that of the rest. */
    private void rest() throws InterruptedException {
        long start = System.nanoTime();
        long nanos = pauses.after(start - begun);
        while (!needless && held.getAsBoolean() && System.nanoTime() - start < nanos) {
            long left = nanos - (System.nanoTime() - start);
            TimeUnit.NANOSECONDS.sleep(Math.min(left, pauses.leastNanos()));
        }
    }

    private boolean sent() throws InterruptedException {
        try {
            return request.ask().isEmpty() ? isDone(request.http()) : sentAndAsked();
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is, there is nothing to do but to try again.
            return false;
        }
    }

    /** The first sending waits for nothing. Then it is asked what became of it, and what was accepted is given time. */
    private boolean sentAndAsked() throws IOException, InterruptedException {
        if (sentBefore && seemsDone()) {
            return true;
        }
        sentBefore = true;
        if (!connection.send(request.http()).startsWith("OK ")) {
            return false;
        }
        long accepted = System.nanoTime();
        long asking = pauses.asking(accepted - begun);
        while (!needless && held.getAsBoolean() && System.nanoTime() - accepted < asking) {
            rest();
            if (isDone(request.ask())) {
                return true;
            }
        }
        return false;
    }

    /** Who cannot be asked is sent it once more: that does no harm. */
    private boolean seemsDone() {
        try {
            return isDone(request.ask());
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isDone(String http) throws IOException {
        String answer = connection.send(http);
        return answer.startsWith("OK ") && done.matcher(answer).find();
    }
}
