package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What manager and guards share about one system on another machine: a file on tmpfs, mapped by each of them, that outlives
 * them. The epoch in force says who may begin a hold, the open one who may let go on. Epochs in force and keys of guards are written
 * by whoever holds the lock of the file; the open epoch by anybody, as an exchange. Any thread.
 */
final class RemoteLease {

    private static final long MAGIC = 0x436f7079_52473031L;
    private static final int BYTES = 64;
    private static final int AT_EPOCH = 8;
    private static final int AT_HIGHEST = 16;
    private static final int AT_OPEN = 24;
    /** Process id and start of each guard. */
    private static final int AT_GUARDS = 32;

    private final LeaseWords words;

    RemoteLease(LeaseWords words) {
        this.words = words;
    }

    static RemoteLease map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return map(channel);
        }
    }

    static RemoteLease map(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            ByteBuffer zeros = ByteBuffer.allocate(BYTES).order(ByteOrder.nativeOrder());
            zeros.putLong(0, MAGIC);
            while (zeros.hasRemaining()) {
                channel.write(zeros, zeros.position());
            }
        }
        if (channel.size() != BYTES) {
            throw new IOException("it is no lease of this version");
        }
        LeaseWords words = new MappedWords(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES), AT_OPEN);
        if (words.get(0) != MAGIC) {
            throw new IOException("it is no lease of this version");
        }
        return new RemoteLease(words);
    }

    /** The epoch in force, of which a hold may begin; 0 for none. */
    long epoch() {
        return words.get(AT_EPOCH);
    }

    long highest() {
        return words.get(AT_HIGHEST);
    }

    /** The epoch that may hold something, 0 for none. */
    long open() {
        return words.get(AT_OPEN);
    }

    /** No hold may begin any more; answers the epoch that was in force. */
    long fence() {
        long inForce = epoch();
        words.put(AT_EPOCH, 0);
        return inForce;
    }

    /** It may begin after all: nobody has taken over. */
    void unfence(long epoch) {
        words.exchange(AT_EPOCH, 0, epoch);
    }

    /** Puts a later epoch in force; false if another is. What is open stays so. */
    boolean renew(long epoch) {
        words.put(AT_HIGHEST, epoch);
        return words.exchange(AT_EPOCH, 0, epoch);
    }

    /** This epoch may hold something; false if another may. */
    boolean opened(long epoch) {
        return words.exchange(AT_OPEN, 0, epoch) || open() == epoch;
    }

    /** Of this epoch nothing is held any more. */
    void closed(long epoch) {
        words.exchange(AT_OPEN, epoch, 0);
    }

    void guard(int index, ProcessKey key) {
        words.put(AT_GUARDS + 16 * index, key.pid());
        words.put(AT_GUARDS + 16 * index + 8, key.start());
    }

    ProcessKey guard(int index) {
        return new ProcessKey(words.get(AT_GUARDS + 16 * index), words.get(AT_GUARDS + 16 * index + 8));
    }
}
