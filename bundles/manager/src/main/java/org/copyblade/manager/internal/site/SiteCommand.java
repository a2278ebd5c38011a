package org.copyblade.manager.internal.site;

import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One command of the site, run by {@code /bin/sh} with nothing to read and a limit. Used by one thread.
 *
 * @param command as the profile has it
 * @param facts added to the environment
 * @param limit after which it is killed with all it has started
 */
record SiteCommand(String command, Map<String, String> facts, Duration limit) {

    private static final long LOOK_MS = 50;
    /** For output that something left in the background may still write. */
    private static final long LAST_WORDS_MS = 1_000;

    SiteCommand {
        Objects.requireNonNull(command, "command");
        facts = Map.copyOf(facts);
        Objects.requireNonNull(limit, "limit");
    }

    /**
     * How it ended.
     *
     * @param problem why it counts as failed; empty if it does not
     * @param output the end of what it has printed
     */
    record Ended(String problem, String output) {

        boolean well() {
            return problem.isEmpty();
        }
    }

    /** Runs it to its end, or until nobody wants it any more; whatever goes wrong is told, never thrown. */
    Ended run(BooleanSupplier unwanted) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(facts);
        try {
            Process process = builder.start();
            Tail tail = new Tail(process);
            tail.start();
            String problem = await(process, unwanted);
            tail.join(LAST_WORDS_MS);
            return new Ended(problem, tail.text());
        } catch (IOException e) {
            return new Ended("it cannot be started: " + e.getMessage(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended("it was interrupted", "");
        }
    }

    private String await(Process process, BooleanSupplier unwanted) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (unwanted.getAsBoolean()) {
                    return "it was stopped because the run was cancelled";
                }
                if (end - System.nanoTime() <= 0) {
                    return "it was killed after " + limit.toSeconds() + " s";
                }
            }
            return process.exitValue() == 0 ? "" : "it ended with status " + process.exitValue();
        } finally {
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** Reads all that is printed and keeps the end of it. */
    private static final class Tail extends Thread {
        private static final int KEPT = 4_000;

        private final Process process;
        private final StringBuilder text = new StringBuilder(); // guarded by itself

        Tail(Process process) {
            super("site-command-output");
            this.process = process;
            setDaemon(true);
        }

        @Override
        public void run() {
            char[] block = new char[1_024];
            try (Reader printed = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
                for (int length = printed.read(block); length >= 0; length = printed.read(block)) {
                    keep(block, length);
                }
            } catch (IOException e) {
                return; // it was killed: what came before is kept
            }
        }

        private void keep(char[] block, int length) {
            synchronized (text) {
                text.append(block, 0, length);
                text.delete(0, Math.max(0, text.length() - KEPT));
            }
        }

        String text() {
            synchronized (text) {
                return text.toString().strip();
            }
        }
    }
}
