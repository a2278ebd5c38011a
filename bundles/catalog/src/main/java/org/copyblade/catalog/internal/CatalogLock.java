package org.copyblade.catalog.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * Keeps a second manager off an embedded catalog: a lock of the operating system on a file beside it. The system lets it go
 * when the process dies, however it dies. It is a file of its own because closing any channel on the database file would
 * drop the locks that SQLite holds there.
 */
final class CatalogLock implements AutoCloseable {

    private final FileChannel channel;

    private CatalogLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or refuses at once. */
    static CatalogLock take(Path catalog) throws CatalogException {
        Path file = catalog.resolveSibling(catalog.getFileName() + ".lock");
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            taken = lock != null;
        } catch (OverlappingFileLockException e) {
            taken = false; // by another manager in this very process
        } catch (IOException e) {
            close(channel);
            throw new CatalogException(Reason.FAILED, "cannot lock catalog " + catalog + ": " + Cause.of(e));
        }
        if (!taken) {
            close(channel);
            throw new CatalogException(Reason.IN_USE, "another manager uses catalog " + catalog);
        }
        return new CatalogLock(channel);
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written through it, and the lock goes with the descriptor even if closing fails.
            return;
        }
    }
}
