package org.copyblade.guard.internal;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.copyblade.guard.RemoteHold;

/**
 * Lets one member go on, over a connection of its own, so that one that does not answer keeps no other waiting. The thread runs
 * since before the hold.
 */
final class RemoteLine {

    private static final long PAUSE_MILLIS = 200;
    private static final int QUESTIONS = 100;
    /** A server that is down for longer is somebody's business anyway. */
    private static final long GIVE_UP_NANOS = TimeUnit.HOURS.toNanos(1);

    private final RemoteConnection connection;
    private final RemoteHold.Request request;
    private final Pattern done;
    private final BooleanSupplier inCharge;
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean needless;
    private volatile boolean resumed;
    private boolean sentBefore; // of the line's own thread

    RemoteLine(RemoteHold.Request request, RemoteConnection connection, BooleanSupplier inCharge) {
        this.connection = connection;
        this.request = request;
        this.done = Pattern.compile(request.done());
        this.inCharge = inCharge;
    }

    /** Connects, and proves that requests are answered with success. */
    void rehearse(String rehearsal) throws IOException {
        if (!connection.send(rehearsal).startsWith("OK ")) {
            throw new IOException("the rehearsal of " + request.member() + " was not answered with success");
        }
        // Loads what the verdict needs.
        done.matcher("OK ").find();
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
            long begun = System.nanoTime();
            // The epoch is looked at before each sending: a later hold is not ours to end.
            while (!needless && !resumed && inCharge.getAsBoolean() && System.nanoTime() - begun < GIVE_UP_NANOS) {
                resumed = sent();
                if (!resumed) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private boolean sent() throws InterruptedException {
        try {
            return request.ask().isEmpty() ? isDone(request.http()) : sentAndAsked();
        } catch (IOException | RuntimeException e) {
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
        boolean accepted = connection.send(request.http()).startsWith("OK ");
        for (int left = accepted ? QUESTIONS : 0; left > 0 && !needless && inCharge.getAsBoolean(); left--) {
            Thread.sleep(PAUSE_MILLIS);
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
