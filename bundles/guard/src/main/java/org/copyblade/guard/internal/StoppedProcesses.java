package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.guard.GuardException;

/** Continues every stopped process that works in one directory, as all processes of one PostgreSQL server do. */
final class StoppedProcesses {
    private final ProcFiles proc;

    StoppedProcesses(ProcFiles proc) {
        this.proc = proc;
    }

    /** Returns the processes that were stopped and were continued. */
    List<Long> continueIn(Path directory) throws GuardException {
        List<Long> continued = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            Path wanted = directory.toRealPath();
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                if (worksIn(process, wanted) && proc.stat(pid) && proc.state == 'T' && Posix.send(pid, Posix.SIGCONT)) {
                    continued.add(pid);
                }
            }
            return continued;
        } catch (IOException e) {
            throw new GuardException(
                    "cannot look for stopped processes of " + directory + ": " + e, "does the directory exist?");
        }
    }

    static boolean worksIn(Path process, Path directory) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(directory);
        } catch (IOException e) {
            // It has ended, or is another user's and none of ours.
            return false;
        }
    }
}
