package org.copyblade.itests.flow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a few bytes through to a filesystem again and again, as a commit does, and knows how long that stood still. On a
 * busy machine or disk everybody does, and it is no fault of a guard. Times are those of {@link System#nanoTime()}. Safe
 * from any thread.
 */
final class Metronome implements AutoCloseable {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** More than a beat takes at rest; only what goes beyond is a stall. */
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private final Path file;
    private final FileChannel channel;
    private final Thread thread = new Thread(this::beat, "metronome");
    private final List<Stall> stalls = new ArrayList<>();
    private volatile boolean stopping;

    private record Stall(long from, long to) {
        long within(long begin, long end) {
            return Math.max(0, Math.min(to, end) - Math.max(from, begin));
        }
    }

    private Metronome(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        thread.setDaemon(true);
        thread.start();
    }

    /** Beats on the filesystem of this directory. */
    static Metronome on(Path directory) throws IOException {
        return new Metronome(Files.createTempFile(directory, "metronome-", ""));
    }

    private void beat() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        while (!stopping) {
            long begin = System.nanoTime();
            LockSupport.parkNanos(TICK_NANOS);
            try {
                channel.write(bytes.clear(), 0);
                channel.force(false);
            } catch (IOException e) {
                // The filesystem is full or gone: nothing to learn from it, but the time still counts.
                LockSupport.parkNanos(TICK_NANOS);
            }
            long end = System.nanoTime();
            if (end - begin > LATE_NANOS) {
                synchronized (stalls) {
                    stalls.add(new Stall(begin + LATE_NANOS, end));
                }
            }
        }
    }

    /** How long machine or disk stood still between two times. */
    Duration stalled(long begin, long end) {
        synchronized (stalls) {
            return Duration.ofNanos(
                    stalls.stream().mapToLong(stall -> stall.within(begin, end)).sum());
        }
    }

    @Override
    public void close() throws IOException {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
        Files.delete(file);
    }
}
