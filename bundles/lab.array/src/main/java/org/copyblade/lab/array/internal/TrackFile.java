package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.Emulation;

/**
 * The tracks of one volume in a sparse file, and in another which of them were ever written. Callers see to it that nobody
 * else has the track; the bookkeeping is safe for many threads.
 */
final class TrackFile {
    private static final byte[] ZEROS = new byte[1024];

    private final OpenFiles files;
    private final Path data;
    private final Path bits;
    private final Emulation emulation;
    private final PoolSpace pool;
    private final boolean spaceEfficient;
    private final BitSet written; // guarded by this

    TrackFile(
            OpenFiles files, Path directory, String volume, Emulation emulation, PoolSpace pool, boolean spaceEfficient)
            throws IOException {
        this.files = files;
        this.data = directory.resolve(volume + ".tracks");
        this.bits = directory.resolve(volume + ".written");
        this.emulation = emulation;
        this.pool = pool;
        this.spaceEfficient = spaceEfficient;
        byte[] content = new byte[Math.toIntExact(Files.exists(bits) ? Files.size(bits) : 0)];
        files.read(bits, 0, content);
        this.written = BitSet.valueOf(content);
        if (spaceEfficient) {
            pool.takeBack(allocatedBytes());
        }
    }

    byte[] read(int track) throws IOException {
        byte[] content = new byte[emulation.trackBytes()];
        if (isWritten(track)) {
            files.read(data, position(track), content);
        }
        return content;
    }

    /** Writes part of a track; the first write to it takes space. */
    void write(int track, int offset, byte[] content, int length) throws IOException, ArrayException {
        boolean first = !isWritten(track);
        if (first && spaceEfficient && !pool.take(emulation.trackBytes())) {
            throw new ArrayException(Reason.OUT_OF_SPACE, "pool " + pool.pool().id() + " is full");
        }
        files.write(data, position(track) + offset, content, length);
        if (first) {
            // After the data: a track that was never acknowledged may be missing, never wrong.
            mark(track);
        }
    }

    /** Makes a track hold exactly that; zeros at the end of one never written are left to the file. */
    void replace(int track, byte[] content) throws IOException, ArrayException {
        if (isWritten(track)) {
            write(track, 0, content, content.length);
            return;
        }
        int length = lengthWithoutZeros(content);
        if (length > 0) {
            write(track, 0, content, length);
        }
    }

    /** By the block first: most of a track that is not full is zeros. */
    private static int lengthWithoutZeros(byte[] content) {
        int length = content.length;
        while (length >= ZEROS.length
                && Arrays.equals(content, length - ZEROS.length, length, ZEROS, 0, ZEROS.length)) {
            length -= ZEROS.length;
        }
        while (length > 0 && content[length - 1] == 0) {
            length--;
        }
        return length;
    }

    synchronized boolean isWritten(int track) {
        return written.get(track);
    }

    /** Forgets all tracks and gives their space back. */
    void release() throws IOException {
        long freed;
        synchronized (this) {
            freed = allocatedBytes();
            written.clear();
        }
        if (freed > 0) {
            files.empty(bits);
            files.empty(data);
        }
        if (spaceEfficient) {
            pool.release(freed);
        }
    }

    void delete() throws IOException {
        release();
        files.delete(bits);
        files.delete(data);
    }

    private synchronized void mark(int track) throws IOException {
        written.set(track);
        int octet = 0;
        for (int bit = 0; bit < 8; bit++) {
            octet |= written.get(track / 8 * 8 + bit) ? 1 << bit : 0;
        }
        files.write(bits, track / 8, new byte[] {(byte) octet}, 1);
    }

    private synchronized long allocatedBytes() {
        return (long) written.cardinality() * emulation.trackBytes();
    }

    private long position(int track) {
        return (long) track * emulation.slotBytes();
    }
}
