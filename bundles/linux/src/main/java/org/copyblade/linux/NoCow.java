package org.copyblade.linux;

import com.sun.jna.Memory;

/** The flag by which btrfs writes a file in place. It can be set on empty files only. */
public final class NoCow {

    private static final long GET_FLAGS = 0x80086601L;
    private static final long SET_FLAGS = 0x40086602L;
    private static final int NO_COW = 0x00800000;

    private NoCow() {}

    /** Makes an empty open file like another one in this; what has vanished has no flag. */
    public static void inherit(FileCalls calls, int directory, String source, int target) throws ErrnoException {
        try (Memory flags = new Memory(8)) {
            make(calls, target, ofFile(calls, directory, source, flags), flags, source);
        }
    }

    /** Makes an empty open file like another open one in this. */
    public static void inheritFromOpen(FileCalls calls, int source, int target, String what) throws ErrnoException {
        try (Memory flags = new Memory(8)) {
            flags.clear();
            calls.control(source, GET_FLAGS, flags, what);
            make(calls, target, flags.getInt(0) & NO_COW, flags, what);
        }
    }

    private static void make(FileCalls calls, int target, int wanted, Memory flags, String what) throws ErrnoException {
        flags.clear();
        calls.control(target, GET_FLAGS, flags, what);
        int present = flags.getInt(0);
        if ((present & NO_COW) != wanted) {
            flags.setInt(0, (present & ~NO_COW) | wanted);
            calls.control(target, SET_FLAGS, flags, what);
        }
    }

    /** The same where the filesystem may be another one, which has no such flag. */
    public static void inheritIfOffered(FileCalls calls, int directory, String source, int target)
            throws ErrnoException {
        try {
            inherit(calls, directory, source, target);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOTTY && e.errno() != Errno.EOPNOTSUPP) {
                throw e;
            }
        }
    }

    private static int ofFile(FileCalls calls, int directory, String name, Memory flags) throws ErrnoException {
        int file;
        try {
            file = calls.openAt(directory, name, FileCalls.READ_ONLY, 0);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return 0;
            }
            throw e;
        }
        try {
            flags.clear();
            calls.control(file, GET_FLAGS, flags, name);
            return flags.getInt(0) & NO_COW;
        } finally {
            calls.close(file);
        }
    }
}
