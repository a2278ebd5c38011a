package org.copyblade.lab.virtualize.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file of a system's mappings, replaced as a whole and synchronised before anybody hears of a change. One thread. */
final class MappingStore {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    MappingStore(Path home, String serial) {
        this.file = home.resolve("virtualize-" + serial + ".json");
    }

    Kept read() throws IOException {
        return Files.exists(file) ? JSON.readValue(file.toFile(), Kept.class) : Kept.NOTHING;
    }

    void write(Kept kept) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(kept));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
