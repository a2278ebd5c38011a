package org.copyblade.shell.internal.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.copyblade.api.CopybladeException;
import org.copyblade.shell.internal.socket.CommandClient;

/** Says on the error stream that a call goes on which takes longer than a second. The call stays on its own thread. */
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

    /** Makes the call, and says that it goes on unless a program reads the answer. */
    static <T> T during(CommandSession session, boolean json, Call<T> call) throws CopybladeException {
        if (json) {
            return call.answer();
        }
        CommandClient client = CommandClient.of(session);
        Ticker ticker = new Ticker(client.errors(), client.isTerminal());
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "copyblade-waiting");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(ticker::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
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
        private long seconds;
        private boolean ended;

        Ticker(PrintStream to, boolean terminal) {
            this.to = to;
            this.terminal = terminal;
        }

        synchronized void tick() {
            seconds += TICK_SECONDS;
            if (ended) {
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
            if (terminal && seconds > 0) {
                to.print("\r" + " ".repeat("working... ".length() + 8) + "\r");
                to.flush();
            }
        }
    }
}
