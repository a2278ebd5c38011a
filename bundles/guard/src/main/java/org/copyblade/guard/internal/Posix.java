package org.copyblade.guard.internal;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * The system calls a guard needs, mapped directly: numbers in, a number out, nothing allocated. Pointers are addresses of
 * {@link com.sun.jna.Memory} that its owner keeps.
 */
final class Posix {
    static final int SIGHUP = 1;
    static final int SIGINT = 2;
    static final int SIGQUIT = 3;
    static final int SIGTERM = 15;
    static final int SIGKILL = 9;
    static final int SIGCONT = 18;
    static final int SIGSTOP = 19;
    /** As a signal number: only asks whether a signal could be sent. */
    static final int NO_SIGNAL = 0;

    static final long SIG_IGN = 1;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;

    static final int O_RDONLY = 0;
    static final int O_CLOEXEC = 02000000;

    static final int MCL_CURRENT = 1;
    static final int MCL_FUTURE = 2;
    static final int MCL_ONFAULT = 4;

    static final int SCHED_FIFO = 1;
    static final int PRIO_PROCESS = 0;

    static final long SYS_GETDENTS64 = Platform.isARM() ? 61 : 217;
    static final long SYS_PIDFD_OPEN = 434;

    static {
        // The process itself has the C library already: no search through library directories.
        Native.register(Posix.class, NativeLibrary.getProcess());
    }

    private Posix() {}

    static native int kill(int pid, int signal);

    static native int open(long path, int flags);

    static native long read(int fd, long buffer, long count);

    static native long write(int fd, long buffer, long count);

    static native int close(int fd);

    static native int ppoll(long fds, long count, long timeout, long signalMask);

    static native int setsid();

    static native long signal(int signal, long handler);

    static native int mlockall(int flags);

    static native int sched_setscheduler(int pid, int policy, long parameters);

    static native int setpriority(int which, int who, int priority);

    static native long syscall(long number, long first, long second, long third);

    /** Sends a signal to one process; false if the kernel did not take it ({@link Native#getLastError} says why). */
    static boolean send(long pid, int signal) {
        return kill((int) pid, signal) == 0;
    }
}
