package org.copyblade.guard.internal;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * What the kernel says in {@code /proc} about one process. The answer of the last successful question stands in the fields. All
 * memory is taken when the object is made; asking allocates nothing. For one thread.
 */
final class ProcFiles {
    private static final int DATA_BYTES = 64 * 1024;
    private static final byte[] PROC = ascii("/proc/");
    private static final byte[] STAT = ascii("/stat\0");
    private static final byte[] SCHEDSTAT = ascii("/schedstat\0");
    private static final byte[] STATUS = ascii("/status\0");
    private static final byte[] WCHAN = ascii("/wchan\0");
    private static final byte[] TASK = ascii("/task\0");
    private static final byte[] TASK_OF = ascii("/task/");
    private static final byte[] CHILDREN = ascii("/children\0");
    private static final byte[] VOLUNTARY = ascii("\nvoluntary_ctxt_switches:\t");
    private static final byte[] INVOLUNTARY = ascii("\nnonvoluntary_ctxt_switches:\t");

    private final Memory path = new Memory(64);
    private final long pathAddress = Pointer.nativeValue(path);
    private final Memory data = new Memory(DATA_BYTES);
    private final long dataAddress = Pointer.nativeValue(data);
    private final byte[] name = new byte[64];
    private final byte[] text = new byte[DATA_BYTES];
    private int length;
    private int position;

    /** State letter: T is stopped, Z and X are ended. */
    char state;

    long parent;
    int threads;
    /** In clock ticks since boot. */
    long start;
    /** How often the process was given a processor. */
    long turns;
    /** How long it ran; 0 where the kernel does not say. */
    long runNanos;

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    /** Reads state, parent, threads and start of a process or thread; false if there is none or it cannot be read. */
    boolean stat(long pid) {
        if (!load(pid, STAT)) {
            return false;
        }
        // The program's name may hold anything, blanks and parentheses too; the last parenthesis ends it.
        position = length - 1;
        while (position > 0 && text[position] != ')') {
            position--;
        }
        state = (char) text[position + 2];
        position += 4;
        parent = number();
        skipFields(15);
        threads = (int) number();
        skipFields(1);
        start = number();
        return true;
    }

    /** True if this very process exists and has not ended. */
    boolean lives(long pid, long startTicks) {
        return stat(pid) && start == startTicks && state != 'Z' && state != 'X';
    }

    /**
     * Reads what changes whenever the process gets a processor: the scheduler's count of its turns, and the time it ran. A kernel
     * without that file counts context switches instead.
     */
    boolean fingerprint(long pid) {
        if (load(pid, SCHEDSTAT)) {
            position = 0;
            runNanos = number();
            skipFields(1);
            turns = number();
            if (turns != 0) {
                return true;
            }
        }
        return contextSwitches(pid);
    }

    /** The other fingerprint, which every kernel has. It does not change while a process runs, only when it is taken off. */
    boolean contextSwitches(long pid) {
        if (!load(pid, STATUS)) {
            return false;
        }
        position = 0;
        runNanos = 0;
        turns = 1 + numberAfter(VOLUNTARY) + numberAfter(INVOLUNTARY);
        return true;
    }

    /**
     * True if the process is off the processor and off the scheduler's queue. State T alone does not say so: the kernel shows it some
     * instructions before the process is taken off, and such a process may get one more turn.
     */
    boolean isOffQueue(long pid) {
        return load(pid, WCHAN) && text[0] != '0';
    }

    /** Fills in the ids of all threads; returns how many, or -1 if they cannot be read or are more. */
    int threads(long pid, int[] into) {
        int fd = open(pid, TASK);
        if (fd < 0) {
            return -1;
        }
        int count = 0;
        long bytes;
        while ((bytes = Posix.syscall(Posix.SYS_GETDENTS64, fd, dataAddress, DATA_BYTES)) > 0) {
            data.read(0, text, 0, (int) bytes);
            length = (int) bytes;
            // struct linux_dirent64: 8 bytes inode, 8 offset, 2 length of this record, 1 type, name
            for (int at = 0; at < bytes; at += (text[at + 16] & 0xff) | (text[at + 17] & 0xff) << 8) {
                position = at + 19;
                if (isDigit(text[position])) {
                    if (count == into.length) {
                        Posix.close(fd);
                        return -1;
                    }
                    into[count++] = (int) number();
                }
            }
        }
        Posix.close(fd);
        return bytes == 0 ? count : -1;
    }

    /** Appends the children that this thread has forked; returns the new count, or -1 if they cannot be read or are more. */
    int children(long thread, int[] into, int count) {
        int fd = openChildren(thread);
        if (fd < 0) {
            return -1;
        }
        int filled = append(fd, into, count);
        Posix.close(fd);
        return filled;
    }

    private int append(int fd, int[] into, int count) {
        int filled = count;
        long pending = 0;
        long bytes;
        while ((bytes = Posix.read(fd, dataAddress, DATA_BYTES)) > 0) {
            data.read(0, text, 0, (int) bytes);
            for (int at = 0; at < bytes; at++) {
                if (isDigit(text[at])) {
                    pending = pending * 10 + (text[at] - '0');
                } else if (pending != 0) {
                    if (filled == into.length) {
                        return -1;
                    }
                    into[filled++] = (int) pending;
                    pending = 0;
                }
            }
        }
        return bytes == 0 ? filled : -1;
    }

    /** True if the process is known not to exist, as opposed to a question that could not be answered. */
    static boolean saidThereIsNone() {
        int error = Native.getLastError();
        return error == Posix.ENOENT || error == Posix.ESRCH;
    }

    private boolean load(long pid, byte[] file) {
        int fd = open(pid, file);
        if (fd < 0) {
            return false;
        }
        long bytes = Posix.read(fd, dataAddress, DATA_BYTES);
        Posix.close(fd);
        if (bytes <= 0) {
            return false;
        }
        length = (int) bytes;
        data.read(0, text, 0, length);
        return true;
    }

    private int open(long pid, byte[] file) {
        return open(add(add(add(0, PROC), pid), file));
    }

    private int openChildren(long thread) {
        return open(add(add(add(add(add(0, PROC), thread), TASK_OF), thread), CHILDREN));
    }

    private int open(int nameLength) {
        path.write(0, name, 0, nameLength);
        return Posix.open(pathAddress, Posix.O_RDONLY | Posix.O_CLOEXEC);
    }

    private int add(int at, byte[] part) {
        System.arraycopy(part, 0, name, at, part.length);
        return at + part.length;
    }

    private int add(int at, long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int digit = at + digits - 1; digit >= at; digit--) {
            name[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + digits;
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }

    /** The number at the position, which moves behind it and the blank that follows. */
    private long number() {
        long number = 0;
        while (position < length && isDigit(text[position])) {
            number = number * 10 + (text[position++] - '0');
        }
        position++;
        return number;
    }

    private void skipFields(int fields) {
        for (int left = fields; left > 0 && position < length; position++) {
            if (text[position] == ' ') {
                left--;
            }
        }
    }

    private long numberAfter(byte[] label) {
        for (int at = position; at + label.length < length; at++) {
            int matched = 0;
            while (matched < label.length && text[at + matched] == label[matched]) {
                matched++;
            }
            if (matched == label.length) {
                position = at + label.length;
                long number = number();
                // The line end just passed begins the next label.
                position--;
                return number;
            }
        }
        return 0;
    }
}
