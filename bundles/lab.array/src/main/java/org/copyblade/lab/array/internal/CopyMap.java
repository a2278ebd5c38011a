package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which tracks of a relation its target has of its own, and which were written since the point in time on either side. Each
 * bit is in its file before the call returns; of the first point in time there is no file until the first bit is set. Safe
 * for many threads.
 *
 * <p>The file has room for two maps, of the present point in time and of the one before or after. Its beginning says which
 * counts, so that the step from one to the next is one small write.
 */
final class CopyMap {
    private static final int ROOM = 4096;

    private final OpenFiles files;
    private final Path path;
    private final int tracks;
    private final int bytes;
    private final long number;
    private final int slot;
    private final BitSet copied; // guarded by this
    private final BitSet changed; // guarded by this
    private final BitSet everCopied; // guarded by this; since the map was made or loaded
    private int pending; // guarded by this

    private CopyMap(OpenFiles files, Path path, int tracks, long number, int slot, BitSet copied, BitSet changed) {
        this.files = files;
        this.path = path;
        this.tracks = tracks;
        this.bytes = (tracks + 7) / 8;
        this.number = number;
        this.slot = slot;
        this.copied = copied;
        this.changed = changed;
        this.everCopied = (BitSet) copied.clone();
        this.pending = tracks - copied.cardinality();
    }

    /** As its file says; where there is none nothing is copied and nothing changed. */
    static CopyMap load(OpenFiles files, Path path, int tracks) throws IOException {
        byte[] beginning = new byte[2 * Long.BYTES];
        files.read(path, 0, beginning);
        long number = ByteBuffer.wrap(beginning).getLong();
        int slot = beginning[Long.BYTES];
        int bytes = (tracks + 7) / 8;
        byte[] content = new byte[2 * bytes];
        files.read(path, ROOM + 2L * bytes * slot, content);
        return new CopyMap(
                files,
                path,
                tracks,
                number,
                slot,
                BitSet.valueOf(Arrays.copyOf(content, bytes)),
                BitSet.valueOf(Arrays.copyOfRange(content, bytes, 2 * bytes)));
    }

    /** Which map of the relation this is; 0 for its first. */
    long number() {
        return number;
    }

    /** The map of the relation at its next point in time: what changed, and what was not copied yet, is to be copied. */
    CopyMap refreshed(long next) throws IOException {
        BitSet same;
        synchronized (this) {
            same = (BitSet) copied.clone();
            same.andNot(changed);
        }
        return written(next, same, new BitSet());
    }

    /**
     * The map of the relation the other way round. A track that the old target never got is on the old source still as it
     * was; one that it has, and neither side has written since, is the same on both. What the old target never got it does
     * not get any more, so there the two sides differ from now on.
     */
    CopyMap reversed(long next, boolean recorded) throws IOException {
        BitSet same = all();
        BitSet never = all();
        synchronized (this) {
            never.andNot(copied);
            BitSet differing = (BitSet) copied.clone();
            if (recorded) {
                differing.and(changed);
            }
            same.andNot(differing);
        }
        return written(next, same, never);
    }

    synchronized boolean isPending(int index) {
        return !copied.get(index);
    }

    synchronized int pending() {
        return pending;
    }

    /** Tracks that were not copied once yet, whatever was written since to those that were. */
    synchronized int neverCopied() {
        return tracks - everCopied.cardinality();
    }

    /** The first pending track from there on, or -1. */
    synchronized int nextPending(int from) {
        int index = copied.nextClearBit(from);
        return index < tracks ? index : -1;
    }

    synchronized void markCopied(int index) throws IOException {
        if (!copied.get(index)) {
            copied.set(index);
            everCopied.set(index);
            pending--;
            store(copied, index, 0);
        }
    }

    /** The source is about to be written, and the target is to follow. */
    synchronized void markPending(int index) throws IOException {
        if (copied.get(index)) {
            copied.clear(index);
            pending++;
            store(copied, index, 0);
        }
    }

    synchronized void markChanged(int index) throws IOException {
        if (!changed.get(index)) {
            changed.set(index);
            store(changed, index, bytes);
        }
    }

    void delete() throws IOException {
        files.delete(path);
    }

    private void store(BitSet bits, int index, int offset) throws IOException {
        int first = index / 8 * 8;
        int octet = 0;
        for (int bit = 0; bit < 8; bit++) {
            octet |= bits.get(first + bit) ? 1 << bit : 0;
        }
        files.write(path, place(slot) + offset + index / 8, new byte[] {(byte) octet}, 1);
    }

    private BitSet all() {
        BitSet all = new BitSet(tracks);
        all.set(0, tracks);
        return all;
    }

    /** Even where nothing is copied: without its number in the file a restart would make the step again, later. */
    private CopyMap written(long next, BitSet same, BitSet differing) throws IOException {
        int other = 1 - slot;
        byte[] content = Arrays.copyOf(same.toByteArray(), 2 * bytes);
        byte[] second = differing.toByteArray();
        System.arraycopy(second, 0, content, bytes, second.length);
        files.write(path, place(other), content, content.length);
        byte[] beginning = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(next)
                .put((byte) other)
                .array();
        files.write(path, 0, beginning, beginning.length);
        return new CopyMap(files, path, tracks, next, other, same, differing);
    }

    private long place(int which) {
        return ROOM + 2L * bytes * which;
    }
}
