package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Locks that say that a process lives: the kernel gives one back when its process ends, however it ends, and at no other moment,
 * also not while it is stopped. That proves it to processes that cannot see the holder, as those in another container. Any thread.
 *
 * <p>A process loses its lock on a file when it closes any descriptor of it. So each holder has a file of its own that nobody
 * else in its process opens, and none of this process may be asked for.
 */
final class HeldFile {

    private static final String PREFIX = "held-";
    private static final String SUFFIX = ".lock";

    /** What is held for the life of this process, by its file; guarded by itself. */
    private static final Map<Path, FileChannel> HELD = new HashMap<>();

    private HeldFile() {}

    /**
     * Holds a directory until this process ends. Held already is success.
     *
     * @throws NoSuchFileException if the directory is gone
     */
    static void hold(Path directory) throws IOException {
        synchronized (HELD) {
            if (HELD.keySet().stream().anyMatch(file -> file.getParent().equals(directory) && Files.exists(file))) {
                return;
            }
            while (true) {
                Path file = Files.createTempFile(directory, PREFIX, SUFFIX);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                if (isLocked(channel)) {
                    HELD.put(file, channel);
                    letGoWhatIsGone();
                    return;
                }
                // Somebody asks at this very moment and finds it free: whatever he concludes, the next file tells the
                // truth.
                channel.close();
            }
        }
    }

    /** What was renamed or removed with its directory says nothing any more. */
    private static void letGoWhatIsGone() throws IOException {
        for (Path file : List.copyOf(HELD.keySet())) {
            if (!Files.exists(file)) {
                HELD.remove(file).close();
            }
        }
    }

    /** The files by which a directory was ever held, also by processes that have ended. */
    static List<Path> of(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> held = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            held.forEach(files::add);
        }
        return files;
    }

    /** Whether a process other than this one holds a file. */
    static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return !isLocked(channel);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
