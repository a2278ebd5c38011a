package org.copyblade.linux;

import com.sun.jna.Memory;

/** What an XFS filesystem says of itself. */
public final class Xfs {

    private static final long GEOMETRY = 0x8070587CL;
    private static final int GEOMETRY_BYTES = 112;
    private static final int FLAGS_AT = 92;
    private static final int REFLINK = 1 << 20;

    private Xfs() {}

    /** Whether the filesystem that holds this open file was made with reflinks. */
    public static boolean hasReflink(FileCalls calls, int fd, String what) throws ErrnoException {
        try (Memory geometry = new Memory(GEOMETRY_BYTES)) {
            calls.control(fd, GEOMETRY, geometry, what);
            return (geometry.getInt(FLAGS_AT) & REFLINK) != 0;
        }
    }
}
