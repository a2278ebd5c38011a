package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.guard.GuardException;

/**
 * The private directory of leases and guard program: in memory, because the disk may be frozen or full when a guard is needed, and
 * the same at every start of the same user, because a lease must be found again.
 *
 * @param path the directory; nobody but its owner can enter it
 * @param inMemory false if there is no place in memory and it lies on a disk
 */
record RuntimeDirectory(Path path, boolean inMemory) {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs");

    /** Finds or makes it: the one that COPYBLADE_GUARDS names, or else that of this user. */
    static RuntimeDirectory open() throws GuardException {
        return open(System.getenv());
    }

    static RuntimeDirectory open(Map<String, String> environment) throws GuardException {
        try {
            int user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            List<String> mounts = Files.readAllLines(Path.of("/proc/self/mounts"));
            String named = environment.get("COPYBLADE_GUARDS");
            if (named != null) {
                return named(Path.of(named), mounts, user);
            }
            for (Path candidate : candidates(user, environment.get("XDG_RUNTIME_DIR"))) {
                if (isExecutableMemory(mounts, candidate.getParent()) && makePrivate(candidate, user)) {
                    return new RuntimeDirectory(candidate, true);
                }
            }
            Path onDisk = Path.of(System.getProperty("java.io.tmpdir"), "copyblade-" + user);
            if (makePrivate(onDisk, user)) {
                return new RuntimeDirectory(onDisk, false);
            }
            throw new GuardException(
                    "cannot use " + onDisk + " for the guards: it belongs to somebody else",
                    "remove it, or mount a tmpfs on /dev/shm");
        } catch (IOException e) {
            throw new GuardException("cannot make a directory for the guards: " + e, "is /dev/shm writable?");
        }
    }

    /** No other one is taken in its place, because a lease in it would not be found again. */
    private static RuntimeDirectory named(Path directory, List<String> mounts, int user) throws GuardException {
        try {
            Files.createDirectories(directory.getParent());
            if (makePrivate(directory, user)) {
                return new RuntimeDirectory(directory, isExecutableMemory(mounts, directory.getParent()));
            }
        } catch (IOException e) {
            throw new GuardException(
                    "cannot make the directory for the guards " + directory + ": " + e,
                    "COPYBLADE_GUARDS names it: check the owner of what is above it");
        }
        throw new GuardException(
                "cannot use " + directory + " for the guards: others may write to it, or it cannot be made",
                "COPYBLADE_GUARDS names it: remove it, or name another one");
    }

    private static List<Path> candidates(int user, String sessionDirectory) {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of("/run/copyblade"));
        candidates.add(Path.of("/dev/shm/copyblade-" + user));
        if (sessionDirectory != null) {
            candidates.add(Path.of(sessionDirectory, "copyblade"));
        }
        return candidates;
    }

    /** True if the directory lies on a filesystem in memory from which a library may be loaded; mounts as in /proc/self/mounts. */
    static boolean isExecutableMemory(List<String> mounts, Path directory) {
        Optional<String[]> nearest = Optional.empty();
        int nearestDepth = -1;
        for (String mount : mounts) {
            String[] fields = mount.split(" ");
            Path point = Path.of(fields[1]);
            // Of several mounts on one point the last is on top.
            if (directory.startsWith(point) && point.getNameCount() >= nearestDepth) {
                nearest = Optional.of(fields);
                nearestDepth = point.getNameCount();
            }
        }
        return nearest.filter(fields -> MEMORY.contains(fields[2]))
                .filter(fields -> !List.of(fields[3].split(",")).contains("noexec"))
                .isPresent();
    }

    /** True if the directory is there, is ours, and nobody else may enter it. */
    private static boolean makePrivate(Path directory, int user) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isWritable(directory.getParent())) {
                return false;
            }
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
        PosixFileAttributes attributes =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return attributes.isDirectory()
                && attributes.permissions().equals(PRIVATE)
                && Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(user);
    }

    /** Every lease there is. */
    List<Path> leases() throws GuardException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.lease")) {
            List<Path> leases = new ArrayList<>();
            files.forEach(leases::add);
            return leases;
        } catch (IOException | DirectoryIteratorException e) {
            throw new GuardException("cannot list the leases in " + path + ": " + e, "who may read it?");
        }
    }

    /** Where the lease of this system lies: readable for people, different for different keys. */
    Path lease(String systemKey) {
        String readable = systemKey.replaceAll("[^A-Za-z0-9.-]", "_");
        String shortened = readable.substring(0, Math.min(readable.length(), 60));
        return path.resolve(shortened + "-" + Digest.of(systemKey).substring(0, 12) + ".lease");
    }
}
