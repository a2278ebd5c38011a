package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's file cache. */
final class Caches {

    private Caches() {}

    /** Empties it, so that every tool reads from the disk; needs root. */
    static void drop() throws IOException, InterruptedException {
        // Only what is written can be dropped, and what one tool left unwritten must not be written in the turn of the
        // next.
        int status = new ProcessBuilder("sync").start().waitFor();
        if (status != 0) {
            throw new IOException("'sync' ended with status " + status);
        }
        Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3\n");
    }
}
