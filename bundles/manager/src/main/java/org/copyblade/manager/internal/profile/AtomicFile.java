package org.copyblade.manager.internal.profile;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Replaces small files so that a reader, a crash or a full disk finds the old text or the new one, never less. */
public final class AtomicFile {

    private AtomicFile() {}

    /** On return the text survives a power loss. An existing file keeps its rights, and a link stays one. */
    public static void write(Path path, String text) throws IOException {
        Path target = Files.exists(path) ? path.toRealPath() : path;
        // The leading dot keeps the folder's watcher from taking the file before it is whole.
        Path draft = target.resolveSibling("." + target.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                copyRights(target, draft);
                makeNewer(draft, target);
                channel.force(true);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        }
    }

    /**
     * A watcher tells a new text by size and time in milliseconds: of two texts of one size that are written in the same
     * millisecond it might never read the second.
     */
    private static void makeNewer(Path draft, Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        FileTime before = Files.getLastModifiedTime(target);
        if (Files.getLastModifiedTime(draft).toMillis() <= before.toMillis()) {
            Files.setLastModifiedTime(draft, FileTime.fromMillis(before.toMillis() + 1));
        }
    }

    private static void copyRights(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributeView draft = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        PosixFileAttributes actual = draft.readAttributes();
        draft.setPermissions(wanted.permissions());
        if (!actual.group().equals(wanted.group())) {
            draft.setGroup(wanted.group());
        }
        if (!actual.owner().equals(wanted.owner())) {
            draft.setOwner(wanted.owner());
        }
    }
}
