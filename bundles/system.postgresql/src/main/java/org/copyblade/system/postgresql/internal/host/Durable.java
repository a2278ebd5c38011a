package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Waits until something survives a power loss. */
public final class Durable {

    private Durable() {}

    /** Content, owner and modes of a file, or the names in a directory. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
