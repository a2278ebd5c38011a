package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's file cache. */
final class Caches {

    private Caches() {}

    /** Empties it, so that every tool reads from the disk; needs root. */
    static void drop() throws IOException {
        Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3\n");
    }
}
