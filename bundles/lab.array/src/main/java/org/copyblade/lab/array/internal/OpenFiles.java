package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that are open, the least lately used closed first: thousands of volumes do not need thousands of descriptors. Safe
 * for many threads; an interrupt of one of them closes a channel under the others, who open it again.
 */
final class OpenFiles implements AutoCloseable {
    private static final int KEPT_OPEN = 400;

    private static final class Handle {
        private final FileChannel channel;
        private int users;

        private Handle(FileChannel channel) {
            this.channel = channel;
        }
    }

    private interface Use {
        void with(FileChannel channel) throws IOException;
    }

    private final Map<Path, Handle> handles = new LinkedHashMap<>(16, 0.75f, true); // guarded by this

    /** Reads as many bytes as there are, up to the length of the buffer; what is beyond the end stays zero. */
    void read(Path path, long position, byte[] buffer) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        use(path, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(buffer);
            long at = position;
            for (int count = 0; bytes.hasRemaining() && count >= 0; at += count) {
                count = channel.read(bytes, at);
            }
        });
    }

    void write(Path path, long position, byte[] data, int length) throws IOException {
        use(path, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(data, 0, length);
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
        });
    }

    /** Takes everything out of a file; there is none is success. */
    void empty(Path path) throws IOException {
        if (Files.exists(path)) {
            use(path, channel -> channel.truncate(0));
        }
    }

    void delete(Path path) throws IOException {
        Handle handle;
        synchronized (this) {
            handle = handles.remove(path);
        }
        if (handle != null) {
            handle.channel.close();
        }
        Files.deleteIfExists(path);
    }

    @Override
    public synchronized void close() throws IOException {
        for (Handle handle : handles.values()) {
            handle.channel.close();
        }
        handles.clear();
    }

    private void use(Path path, Use use) throws IOException {
        while (true) {
            Handle handle = take(path);
            try {
                use.with(handle.channel);
                return;
            } catch (ClosedChannelException closed) {
                forget(path, handle);
                if (Thread.currentThread().isInterrupted()) {
                    throw closed;
                }
            } finally {
                giveBack(handle);
            }
        }
    }

    private synchronized Handle take(Path path) throws IOException {
        Handle handle = handles.get(path);
        if (handle == null) {
            handle = new Handle(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
            handles.put(path, handle);
            closeIdle();
        }
        handle.users++;
        return handle;
    }

    private synchronized void giveBack(Handle handle) {
        handle.users--;
    }

    private synchronized void forget(Path path, Handle handle) {
        handles.remove(path, handle);
    }

    private void closeIdle() throws IOException {
        Iterator<Handle> oldest = handles.values().iterator();
        while (handles.size() > KEPT_OPEN && oldest.hasNext()) {
            Handle candidate = oldest.next();
            if (candidate.users == 0) {
                oldest.remove();
                candidate.channel.close();
            }
        }
    }
}
