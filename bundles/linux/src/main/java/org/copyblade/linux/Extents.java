package org.copyblade.linux;

import com.sun.jna.Memory;

/** Counts the extents of files. Not for several threads. */
public final class Extents implements AutoCloseable {

    private static final long FIEMAP = 0xC020660BL;
    private static final int HEAD_BYTES = 32;
    private static final int MAPPED_AT = 20;

    private final Memory head = new Memory(HEAD_BYTES);

    /** How many extents an open file has, without reading them. */
    public int count(FileCalls calls, int fd, String what) throws ErrnoException {
        head.clear();
        head.setLong(8, Long.MAX_VALUE);
        calls.control(fd, FIEMAP, head, what);
        return head.getInt(MAPPED_AT);
    }

    @Override
    public void close() {
        head.close();
    }
}
