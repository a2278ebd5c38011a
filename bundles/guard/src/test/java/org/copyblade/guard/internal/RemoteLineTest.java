package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.Test;

/** What nobody has confirmed may still be held: a guard tries until it is confirmed or settled. */
class RemoteLineTest {

    private static final RemotePauses SHORT =
            new RemotePauses(TimeUnit.MICROSECONDS.toNanos(100), TimeUnit.MILLISECONDS.toNanos(1));
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean held = new AtomicBoolean(true);

    private RemoteLine line(String ask, RemotePauses pauses, RemoteLine.Exchange exchange) throws IOException {
        RemoteHold.Request request = new RemoteHold.Request("IMS1", "resume", ask, "RESUMED");
        RemoteLine line = new RemoteLine(
                request, http -> http.equals("rehearsal") ? "OK " : exchange.send(http), held::get, pauses);
        line.rehearse("rehearsal");
        return line;
    }

    private boolean hasSent(int times) throws InterruptedException {
        long begun = System.nanoTime();
        while (sent.get() < times && System.nanoTime() - begun < PATIENCE) {
            Thread.sleep(1);
        }
        return sent.get() >= times;
    }

    private static boolean isAtRest(RemoteLine line) throws InterruptedException {
        long begun = System.nanoTime();
        while (!line.isAtRest() && System.nanoTime() - begun < PATIENCE) {
            Thread.sleep(1);
        }
        return line.isAtRest();
    }

    /** As often as an hour of the usual pauses has tries, and more, of every kind of failure. */
    @Test
    void triesUntilItIsConfirmed() throws Exception {
        RemoteLine line = line("", SHORT, http -> {
            int number = sent.incrementAndGet();
            if (number > 1000) {
                return "OK IMS1 RESUMED";
            }
            switch (number % 4) {
                case 0 -> throw new IOException("no route");
                case 1 -> throw new IllegalStateException("no sense");
                case 2 -> throw new OutOfMemoryError("no memory");
                default -> {
                    return "OK something else";
                }
            }
        });
        line.resume();

        assertThat(isAtRest(line)).isTrue();
        assertThat(line.resumed()).isTrue();
        assertThat(sent).hasValue(1001);
    }

    /** What was accepted is not confirmed: it is sent again, for it may have been lost on its way. */
    @Test
    void whatIsAcceptedAndNeverDoneIsSentAgain() throws Exception {
        AtomicInteger orders = new AtomicInteger();
        RemoteLine line = line("ask", SHORT, http -> {
            if (http.equals("resume")) {
                orders.incrementAndGet();
                return "OK accepted";
            }
            return orders.get() > 5 ? "OK RESUMED" : "OK waits";
        });
        line.resume();

        assertThat(isAtRest(line)).isTrue();
        assertThat(line.resumed()).isTrue();
        assertThat(orders).hasValue(6);
    }

    /** The job of before is done, which says nothing of the second order: it is sent first, and by the same thread. */
    @Test
    void servesOneOrderAfterTheOther() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        RemoteLine line = line("ask", SHORT, http -> {
            requests.add(http);
            threads.add(Thread.currentThread());
            return "OK RESUMED";
        });
        for (int order = 1; order <= 3; order++) {
            line.resume();
            assertThat(isAtRest(line)).isTrue();
            assertThat(line.resumed()).isTrue();
        }

        assertThat(requests).containsExactly("resume", "ask", "resume", "ask", "resume", "ask");
        assertThat(threads).hasSize(1);
    }

    /** Whose answer stays away for hours, too. */
    @Test
    void orderThatComesWhileAnEarlierOneIsAskedForIsSentAtOnce() throws Exception {
        AtomicInteger orders = new AtomicInteger();
        RemoteLine line = line("ask", new RemotePauses(1_000_000, TimeUnit.HOURS.toNanos(1)), http -> {
            if (http.equals("resume")) {
                return "OK accepted " + orders.incrementAndGet();
            }
            sent.incrementAndGet();
            return orders.get() == 2 ? "OK RESUMED" : "OK waits";
        });
        line.resume();
        assertThat(hasSent(1)).isTrue();

        line.resume();

        assertThat(isAtRest(line)).isTrue();
        assertThat(line.resumed()).isTrue();
        assertThat(orders).hasValue(2);
    }

    /** Within a rest, too, which is long by then. */
    @Test
    void endsOnceTheHoldIsSettled() throws Exception {
        RemoteLine line = line("", new RemotePauses(1_000_000, TimeUnit.HOURS.toNanos(1)), http -> {
            sent.incrementAndGet();
            throw new IOException("no route");
        });
        line.resume();
        assertThat(hasSent(3)).isTrue();

        held.set(false);

        assertThat(isAtRest(line)).isTrue();
        assertThat(line.resumed()).isFalse();
    }

    @Test
    void endsOnceItIsNeedless() throws Exception {
        RemoteLine line = line("", SHORT, http -> {
            sent.incrementAndGet();
            return "";
        });
        line.resume();
        assertThat(hasSent(3)).isTrue();

        line.stop();

        assertThat(isAtRest(line)).isTrue();
        assertThat(line.resumed()).isFalse();
    }

    @Test
    void restsGrowAndAreBounded() {
        RemotePauses usual = RemotePauses.USUAL;
        assertThat(usual.after(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
        assertThat(usual.after(TimeUnit.MINUTES.toNanos(1))).isEqualTo(TimeUnit.SECONDS.toNanos(6));
        assertThat(usual.after(TimeUnit.DAYS.toNanos(1000))).isEqualTo(TimeUnit.SECONDS.toNanos(30));
        assertThat(usual.asking(0)).isEqualTo(TimeUnit.SECONDS.toNanos(20));
        assertThat(usual.asking(TimeUnit.DAYS.toNanos(1))).isEqualTo(TimeUnit.MINUTES.toNanos(10));
        long tries = 0;
        for (long tried = 0; tried < TimeUnit.DAYS.toNanos(1); tried += usual.after(tried)) {
            tries++;
        }
        assertThat(tries).as("tries on the first day").isLessThan(3_000);
    }
}
