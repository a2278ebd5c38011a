package org.copyblade.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The first process of a server, told apart from any later process that got the same number.
 *
 * @param pid its process id
 * @param startTicks when it started, in the kernel's clock ticks since boot: field 22 of {@code /proc/PID/stat}
 */
public record Leader(long pid, long startTicks) {

    public Leader {
        if (pid <= 1) {
            throw new IllegalArgumentException("process " + pid + " cannot be the leader of a server");
        }
    }

    /** The process that has this number now. */
    public static Leader of(long pid) throws GuardException {
        if (pid == 1) {
            throw new GuardException(
                    "cannot hold process 1: the kernel lets nobody stop the first process of a container",
                    "start the container with an init process, so that the server is not its first");
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The program's name stands in parentheses and may itself hold blanks and parentheses; field 3 follows the
            // last one.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new Leader(pid, Long.parseLong(fields[19]));
        } catch (IOException e) {
            throw new GuardException("cannot find process " + pid + ": " + e.getMessage(), "is the server running?");
        }
    }
}
