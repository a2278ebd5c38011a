package org.copyblade.launcher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/**
 * The short private directory for an instance's Unix sockets. Their paths are limited to some 100 bytes by the kernel, so
 * they cannot be in the data directory; its name is a hash of the data directory, so that every instance has its own.
 */
final class RuntimeDirectory {
    /** The kernel's limit is 108 bytes with the closing zero; the rest is for the names of the sockets. */
    static final int MAX_PATH_BYTES = 80;

    private static final int HASH_CHARACTERS = 12;
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private RuntimeDirectory() {}

    /** Where the directory may be, best first. */
    static List<Path> candidates(Map<String, String> environment, int userId) {
        List<Path> bases = new ArrayList<>();
        addIfSet(bases, environment.get("COPYBLADE_RUNTIME"), "");
        addIfSet(bases, environment.get("RUNTIME_DIRECTORY"), "");
        addIfSet(bases, environment.get("XDG_RUNTIME_DIR"), "copyblade");
        if (userId == 0) {
            bases.add(Path.of("/run/copyblade"));
        }
        bases.add(Path.of("/tmp/copyblade-" + userId));
        return bases;
    }

    /** Creates the directory of the instance with this data directory below the first base that is short, ours and private. */
    static Path create(List<Path> bases, Path data, int userId) throws CopybladeException {
        List<String> refusals = new ArrayList<>();
        for (Path base : bases) {
            Path directory = base.resolve(hash(data));
            int length = directory.toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > MAX_PATH_BYTES) {
                refusals.add(base + " is too long for a Unix socket");
                continue;
            }
            try {
                createPrivate(base, userId);
                createPrivate(directory, userId);
                return directory;
            } catch (IOException cause) {
                refusals.add(FileProblem.named(cause));
            }
        }
        throw new CopybladeException(
                ErrorCode.DIRECTORY_UNUSABLE,
                "no directory for the control socket, which must be private and short: " + String.join("; ", refusals));
    }

    /** The user this process runs as. */
    static int ownUserId() throws CopybladeException {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException cause) {
            throw new CopybladeException(
                    ErrorCode.MACHINE_UNSUPPORTED, "cannot read /proc/self: " + cause.getMessage());
        }
    }

    private static void addIfSet(List<Path> bases, String value, String below) {
        if (value != null && value.startsWith("/")) {
            bases.add(Path.of(value, below));
        }
    }

    /** Someone else may have made the directory first, in /tmp with bad intent: then it is refused, not repaired. */
    private static void createPrivate(Path directory, int userId) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException existing) {
            boolean real = Files.isDirectory(directory, NOFOLLOW_LINKS);
            boolean ours =
                    Files.getAttribute(directory, "unix:uid", NOFOLLOW_LINKS).equals(userId);
            if (!real || !ours) {
                throw new IOException(directory + " exists and is not a directory of user " + userId, existing);
            }
            Files.setPosixFilePermissions(directory, PRIVATE);
        }
    }

    private static String hash(Path data) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(data.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException("every Java has SHA-256", cause);
        }
    }
}
