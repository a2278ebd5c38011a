package org.copyblade.lab.array;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.copyblade.lab.array.LoggedOperation.Step;

/**
 * What happened on the array, in order: in memory for tests, and a line each in {@code operations.log}, with tabs between
 * the components of {@link LoggedOperation}. Safe for many threads.
 */
public final class OperationLog implements AutoCloseable {
    private static final int KEPT = 200_000;

    private final Writer file;
    private final Deque<LoggedOperation> kept = new ArrayDeque<>(); // guarded by this
    private long sequence; // guarded by this
    private long requests; // guarded by this

    OperationLog(Path path) throws IOException {
        // Requests of strangers may hold half a character, and this writer puts a question mark in its place.
        this.file = new BufferedWriter(new OutputStreamWriter(
                Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                StandardCharsets.UTF_8));
    }

    /** A number for a request that begins. */
    public synchronized long nextRequest() {
        return ++requests;
    }

    public synchronized void add(String system, long request, Step step, String operation, String detail) {
        LoggedOperation entry =
                new LoggedOperation(++sequence, System.nanoTime(), system, request, step, operation, detail);
        kept.addLast(entry);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        try {
            file.write(line(entry));
            file.flush();
        } catch (IOException full) {
            // The log is for lookers-on; the array must go on working when its disk is full.
            return;
        }
    }

    /** The last lines, oldest first. */
    public synchronized List<LoggedOperation> entries() {
        return List.copyOf(kept);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private static String line(LoggedOperation entry) {
        return String.join(
                        "\t",
                        Long.toString(entry.sequence()),
                        Long.toString(entry.nanos()),
                        entry.system(),
                        Long.toString(entry.request()),
                        entry.step().name(),
                        entry.operation(),
                        entry.detail().replaceAll("[\\t\\r\\n]", " "))
                + "\n";
    }
}
