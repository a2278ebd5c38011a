package org.copyblade.shell.internal.command;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Runs;
import org.copyblade.shell.internal.socket.CommandClient;

/**
 * Says on the error stream that a call goes on which takes longer than a second, and what it waits for. The call stays on its own
 * thread.
 */
final class Waiting {

    private static final long TICK_SECONDS = 1;

    /** Without a terminal every line stays, so that they become rare. */
    private static final long RARE_SECONDS = 10;

    private Waiting() {}

    /** Something that may take long. */
    @FunctionalInterface
    interface Call<T> {
        T answer() throws CopybladeException;
    }

    /**
     * Makes the call, and says that it goes on unless a program reads the answer. What it waits for is said in any case.
     *
     * @param runs to ask what is awaited; it does not know for whom outside runs, so what began meanwhile is taken for ours
     */
    static <T> T during(CommandSession session, boolean json, Runs runs, Call<T> call) throws CopybladeException {
        CommandClient client = CommandClient.of(session);
        Instant begun = Instant.now();
        AwaitedLines awaited = new AwaitedLines(client.errors());
        Ticker ticker = new Ticker(client.errors(), client.isTerminal(), json);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "copyblade-waiting");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(
                () -> {
                    awaited.tell(AwaitedTexts.outsideRuns(runs.awaited(), begun), ticker::clear);
                    ticker.tick();
                },
                TICK_SECONDS,
                TICK_SECONDS,
                TimeUnit.SECONDS);
        try {
            return call.answer();
        } finally {
            clock.shutdownNow();
            ticker.end();
        }
    }

    /** One line that is overwritten on a terminal; else a line now and then. Safe for many threads. */
    static final class Ticker {
        private final PrintStream to;
        private final boolean terminal;
        private final boolean silent;
        private long seconds;
        private boolean ended;

        Ticker(PrintStream to, boolean terminal, boolean silent) {
            this.to = to;
            this.terminal = terminal;
            this.silent = silent;
        }

        synchronized void tick() {
            seconds += TICK_SECONDS;
            if (ended || silent) {
                return;
            }
            String line = "working... " + Words.duration(Duration.ofSeconds(seconds));
            if (terminal) {
                to.print("\r" + line);
                to.flush();
            } else if (seconds == TICK_SECONDS || seconds % RARE_SECONDS == 0) {
                to.println(line);
            }
        }

        /** Leaves no line behind on a terminal. */
        synchronized void end() {
            ended = true;
            clear();
        }

        /** The next line is to be somebody else's. */
        synchronized void clear() {
            if (terminal && !silent && seconds > 0) {
                to.print("\r" + " ".repeat("working... ".length() + 8) + "\r");
                to.flush();
            }
        }
    }
}
