package org.copyblade.guard.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the calling process as hard to disturb as its user may: a session of its own, deaf to the signals that end programs, its
 * memory never paged out, scheduled before the load it has to master. What is refused is reported, not fatal.
 */
final class Hardening {
    static final long PAGEABLE = 1;
    static final long ORDINARY_PRIORITY = 2;

    private static final int HIGHEST_PRIORITY = -20;

    private Hardening() {}

    /** Leaves the manager's session and terminal, and ends from now on only by its own will or by SIGKILL. */
    static void detach() {
        Posix.setsid();
        for (int signal : new int[] {Posix.SIGHUP, Posix.SIGINT, Posix.SIGQUIT, Posix.SIGTERM}) {
            Posix.signal(signal, Posix.SIG_IGN);
        }
    }

    /** For the calling thread, after all memory was touched; returns the bits of what could not be had. */
    static long harden() {
        long shortcomings = 0;
        if (Posix.mlockall(Posix.MCL_CURRENT | Posix.MCL_FUTURE | Posix.MCL_ONFAULT) != 0) {
            shortcomings |= PAGEABLE;
        }
        try (Memory lowestRealTime = new Memory(Integer.BYTES)) {
            lowestRealTime.setInt(0, 1);
            if (Posix.sched_setscheduler(0, Posix.SCHED_FIFO, Pointer.nativeValue(lowestRealTime)) != 0
                    && Posix.setpriority(Posix.PRIO_PROCESS, 0, HIGHEST_PRIORITY) != 0) {
                shortcomings |= ORDINARY_PRIORITY;
            }
        }
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "-1000");
        } catch (IOException e) {
            // Only root may ask to be spared when memory runs out; the other guard is there for that.
        }
        return shortcomings;
    }

    /** The sentences for these bits. */
    static List<String> describe(String guard, long shortcomings) {
        List<String> sentences = new ArrayList<>();
        if ((shortcomings & PAGEABLE) != 0) {
            sentences.add(guard + " could not lock its memory: its user's limit of locked memory is too low");
        }
        if ((shortcomings & ORDINARY_PRIORITY) != 0) {
            sentences.add(guard + " runs at ordinary priority: its user may not raise it");
        }
        return sentences;
    }
}
