package org.copyblade.blade.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes the number n to three places, one after the other, then n + 1, and so on. Each write is on the storage before the
 * next begins, so a copy that holds n in a later place holds at least n in every earlier one, and no place lags by more
 * than one. One thread of its own from {@link #start} to {@link #close}.
 */
final class DependentWriter implements AutoCloseable {

    private static final List<String> PLACES = List.of("oracle-a", "oracle-b", "oracle-c");

    private final List<ScratchVolume> volumes;
    private final Thread thread = new Thread(this::write, "dependent writer");
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private volatile boolean stop;

    /** The three places lie on these volumes in turn: three of them, two, or all on one. */
    DependentWriter(List<ScratchVolume> volumes) {
        this.volumes = volumes;
    }

    static DependentWriter start(List<ScratchVolume> volumes) {
        DependentWriter writer = new DependentWriter(volumes);
        writer.writeRound(1);
        writer.thread.start();
        return writer;
    }

    /** How many rounds are complete. */
    long rounds() {
        return written.get();
    }

    /** What is wrong with the three places as a copy shows them; empty if the copy is consistent. */
    static String verdict(List<Slots> copies) {
        long[] found = new long[PLACES.size()];
        for (int i = 0; i < found.length; i++) {
            Optional<byte[]> bytes = copies.get(i % copies.size()).read(PLACES.get(i));
            if (bytes.isEmpty()) {
                return PLACES.get(i) + " is missing";
            }
            found[i] = Long.parseLong(new String(bytes.get(), StandardCharsets.UTF_8));
        }
        boolean consistent = found[0] >= found[1] && found[1] >= found[2] && found[2] >= found[0] - 1;
        return consistent ? "" : "the copy holds " + found[0] + ", then " + found[1] + ", then " + found[2];
    }

    private void write() {
        try {
            while (!stop) {
                writeRound(written.get() + 1);
            }
        } catch (RuntimeException e) {
            failure.set(e.toString());
        }
    }

    private void writeRound(long number) {
        byte[] bytes = Long.toString(number).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < PLACES.size(); i++) {
            volumes.get(i % volumes.size()).content().write(PLACES.get(i), bytes);
        }
        written.incrementAndGet();
    }

    /** Ends the writer; a write that failed breaks the rule that was tried. */
    @Override
    public void close() {
        stop = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Trial.demand(failure.get().isEmpty(), "a write to a scratch volume failed: " + failure.get());
    }
}
