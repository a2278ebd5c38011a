package org.copyblade.guard.internal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.copyblade.guard.RemoteHold;

/**
 * Lets one member go on, over a connection of its own, so that one that does not answer keeps no other waiting. Its thread runs since
 * before the hold and serves each order, so that none has to be started when it matters. It never gives up: what nobody has confirmed
 * may still be held. An order that comes while an earlier one is tried takes its place: what was sent before may have been in vain.
 */
final class RemoteLine {

    private final Exchange connection;
    private final RemoteHold.Request request;
    private final Pattern done;
    private final BooleanSupplier held;
    private final RemotePauses pauses;
    private volatile int orders; // written by whoever has the monitor
    private volatile boolean needless;
    private int ended; // the last order that ended; by whoever has the monitor
    private int confirmed; // the last order that was confirmed; by whoever has the monitor
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

    private void start() {
        Thread thread = new Thread(this::run, "line " + request.member());
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins to send, whatever was confirmed before. */
    synchronized void resume() {
        needless = false;
        orders++;
        notifyAll();
    }

    /** The member goes on already. */
    synchronized void stop() {
        needless = true;
    }

    /** Whether nothing is sent any more. */
    synchronized boolean isAtRest() {
        return ended == orders;
    }

    /** Whether the last order is confirmed. */
    synchronized boolean resumed() {
        return orders > 0 && confirmed == orders;
    }

    private void run() {
        try {
            while (true) {
                int order = nextOrder();
                begun = System.nanoTime();
                sentBefore = false;
                end(order, isConfirmed(order));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int nextOrder() throws InterruptedException {
        while (ended == orders) {
            wait();
        }
        return orders;
    }

    private synchronized void end(int order, boolean isConfirmed) {
        ended = order;
        if (isConfirmed) {
            confirmed = order;
        }
    }

    /** The lease is looked at before each sending: a later hold is not ours to end. */
    private boolean isDue(int order) {
        return !needless && order == orders && held.getAsBoolean();
    }

    private boolean isConfirmed(int order) throws InterruptedException {
        while (isDue(order)) {
            if (sent(order)) {
                return true;
            }
            rest(order);
        }
        return false;
    }

    /** Looks now and then whether it is still needed, so that its end does not wait for that of the rest. */
    private void rest(int order) throws InterruptedException {
        long start = System.nanoTime();
        long nanos = pauses.after(start - begun);
        while (isDue(order) && System.nanoTime() - start < nanos) {
            long left = nanos - (System.nanoTime() - start);
            TimeUnit.NANOSECONDS.sleep(Math.min(left, pauses.leastNanos()));
        }
    }

    private boolean sent(int order) throws InterruptedException {
        try {
            return request.ask().isEmpty() ? isDone(request.http()) : sentAndAsked(order);
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is, there is nothing to do but to try again.
            return false;
        }
    }

    /** The first sending waits for nothing. Then it is asked what became of it, and what was accepted is given time. */
    private boolean sentAndAsked(int order) throws IOException, InterruptedException {
        if (sentBefore && seemsDone()) {
            return true;
        }
        sentBefore = true;
        if (!connection.send(request.http()).startsWith("OK ")) {
            return false;
        }
        long accepted = System.nanoTime();
        long asking = pauses.asking(accepted - begun);
        while (isDue(order) && System.nanoTime() - accepted < asking) {
            rest(order);
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
