package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.copyblade.system.spi.SystemException;

/**
 * A file that root writes into a directory of the server's user. It is made anew beside its name and then takes it, so
 * that whatever that user has put there, a link to somebody else's file perhaps, is replaced and never written through.
 */
public final class FreshFile {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private FreshFile() {}

    /** Returns once the file and its name survive a power loss. */
    public static void write(Path file, String content, ServerOwner owner) throws IOException, SystemException {
        Path fresh = file.resolveSibling(file.getFileName() + ".copyblade");
        Files.deleteIfExists(fresh);
        try (FileChannel channel =
                FileChannel.open(fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            owner.own(fresh);
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Durable.sync(file.toAbsolutePath().getParent());
    }
}
