package org.copyblade.guard.internal;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What manager and guards share about one system on another machine: a file on tmpfs, mapped by each of them, that outlives
 * them. One writer at a time, who holds the lock of the file, but for the epoch that may hold something, which is exchanged. Reading
 * allocates nothing.
 */
final class RemoteLease {

    private static final long MAGIC = 0x436f7079_52473031L;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NO_EPOCH = -1;
    private static final int BYTES = 64;
    private static final int AT_EPOCH = 8;
    private static final int AT_HIGHEST = 16;
    /** The epoch that may hold something. */
    private static final int AT_OPEN = 24;
    /** Process id and start of each guard. */
    private static final int AT_GUARDS = 32;

    private final MappedByteBuffer words;

    private RemoteLease(MappedByteBuffer words) {
        this.words = words.load();
        words.order(ByteOrder.nativeOrder());
        // Loads what an exchange needs.
        exchanged(NO_EPOCH, NO_EPOCH);
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
        RemoteLease lease = new RemoteLease(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        if (lease.words.getLong(0) != MAGIC) {
            throw new IOException("it is no lease of this version");
        }
        return lease;
    }

    private long get(int at) {
        VarHandle.fullFence();
        return words.getLong(at);
    }

    private void put(int at, long value) {
        words.putLong(at, value);
        VarHandle.fullFence();
    }

    /** The epoch in force; guards of any other send nothing. */
    long epoch() {
        return get(AT_EPOCH);
    }

    long highest() {
        return get(AT_HIGHEST);
    }

    long open() {
        return get(AT_OPEN);
    }

    /** Takes the right to send from the guards of every epoch. */
    void fence() {
        put(AT_EPOCH, 0);
    }

    /** Gives it back to those of an epoch: nobody has taken over. */
    void unfence(long epoch) {
        put(AT_EPOCH, epoch);
    }

    void renew(long epoch) {
        put(AT_HIGHEST, epoch);
        put(AT_OPEN, 0);
        put(AT_EPOCH, epoch);
    }

    /** This epoch may hold something; false if another may. */
    boolean opened(long epoch) {
        return exchanged(0, epoch) || open() == epoch;
    }

    /** Of this epoch nothing is held any more. */
    void closed(long epoch) {
        exchanged(epoch, 0);
    }

    /** At once: whoever was stopped between a look and a write would speak of a hold that is not his. */
    private boolean exchanged(long from, long to) {
        return LONGS.compareAndSet((ByteBuffer) words, AT_OPEN, from, to);
    }

    void guard(int index, ProcessKey key) {
        put(AT_GUARDS + 16 * index, key.pid());
        put(AT_GUARDS + 16 * index + 8, key.start());
    }

    ProcessKey guard(int index) {
        return new ProcessKey(get(AT_GUARDS + 16 * index), get(AT_GUARDS + 16 * index + 8));
    }
}
