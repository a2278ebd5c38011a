package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which tracks of a relation its target has of its own, and which were written since the point in time on either side. Each
 * bit is in its file before the call returns; there is no file until the first bit is set. Safe for many threads.
 */
final class CopyMap {
    private final OpenFiles files;
    private final Path path;
    private final int tracks;
    private final int bytes;
    private final BitSet copied; // guarded by this
    private final BitSet changed; // guarded by this
    private int pending; // guarded by this

    private CopyMap(OpenFiles files, Path path, int tracks, BitSet copied, BitSet changed) {
        this.files = files;
        this.path = path;
        this.tracks = tracks;
        this.bytes = (tracks + 7) / 8;
        this.copied = copied;
        this.changed = changed;
        this.pending = tracks - copied.cardinality();
    }

    /** As its file says; where there is none nothing is copied and nothing changed. */
    static CopyMap load(OpenFiles files, Path path, int tracks) throws IOException {
        int bytes = (tracks + 7) / 8;
        byte[] content = new byte[2 * bytes];
        files.read(path, 0, content);
        return new CopyMap(
                files,
                path,
                tracks,
                BitSet.valueOf(Arrays.copyOf(content, bytes)),
                BitSet.valueOf(Arrays.copyOfRange(content, bytes, 2 * bytes)));
    }

    /** The map of the relation at its next point in time: what changed, and what was not copied yet, is to be copied. */
    CopyMap refreshed(Path next) throws IOException {
        BitSet same;
        synchronized (this) {
            same = (BitSet) copied.clone();
            same.andNot(changed);
        }
        return written(next, same);
    }

    /**
     * The map of the relation the other way round. A track that the old target never got is on the old source still as it
     * was; one that it has, and neither side has written since, is the same on both.
     */
    CopyMap reversed(Path next, boolean recorded) throws IOException {
        BitSet same = new BitSet(tracks);
        same.set(0, tracks);
        synchronized (this) {
            BitSet differing = (BitSet) copied.clone();
            if (recorded) {
                differing.and(changed);
            }
            same.andNot(differing);
        }
        return written(next, same);
    }

    synchronized boolean isPending(int index) {
        return !copied.get(index);
    }

    synchronized int pending() {
        return pending;
    }

    /** The first pending track from there on, or -1. */
    synchronized int nextPending(int from) {
        int index = copied.nextClearBit(from);
        return index < tracks ? index : -1;
    }

    synchronized void markCopied(int index) throws IOException {
        if (!copied.get(index)) {
            copied.set(index);
            pending--;
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
        files.write(path, offset + index / 8, new byte[] {(byte) octet}, 1);
    }

    /** A file that is there is whole: a restart takes it for what was in force. */
    private CopyMap written(Path next, BitSet same) throws IOException {
        Path fresh = next.resolveSibling(next.getFileName() + ".new");
        Files.write(fresh, Arrays.copyOf(same.toByteArray(), 2 * bytes));
        Files.move(fresh, next, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new CopyMap(files, next, tracks, same, new BitSet());
    }
}
