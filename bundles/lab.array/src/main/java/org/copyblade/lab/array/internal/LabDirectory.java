package org.copyblade.lab.array.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.SystemSeed;

/** The directory of a lab: whose it is now, which seed it was made from, where each system has its files. */
public final class LabDirectory implements AutoCloseable {
    private static final String SEED = "seed.sha256";

    private final Path home;
    private final FileChannel lock;

    private LabDirectory(Path home, FileChannel lock) {
        this.home = home;
        this.lock = lock;
    }

    /** Takes the directory, or refuses at once if somebody has it; the operating system lets it go with its process. */
    public static LabDirectory open(Path home) throws IOException, SeedException {
        Files.createDirectories(home);
        FileChannel channel =
                FileChannel.open(home.resolve("lab.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock taken = null;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            taken = null;
        }
        if (taken == null) {
            channel.close();
            throw new SeedException("a lab is running in " + home + "; stop it, or use another directory");
        }
        return new LabDirectory(home, channel);
    }

    /** Refuses a seed with other contents than the one that the directory was made from. */
    public void agreeOn(ArraySeed seed) throws IOException, SeedException {
        if (isSeeded() && !Files.readString(home.resolve(SEED)).equals(digest(seed))) {
            throw new SeedException(
                    "the lab in " + home + " was made from a seed with other systems, pools, subsystems or"
                            + " volumes; use that seed, or another directory");
        }
    }

    /** Writes down that all systems have what the seed gives them. */
    public void seeded(ArraySeed seed) throws IOException {
        if (isSeeded()) {
            return;
        }
        Path fresh = home.resolve(SEED + ".new");
        Files.writeString(fresh, digest(seed));
        Files.move(fresh, home.resolve(SEED), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    boolean isSeeded() {
        return Files.exists(home.resolve(SEED));
    }

    Path of(SystemSeed system) throws IOException {
        return Files.createDirectories(home.resolve(system.serial()));
    }

    /** Where a host keeps what is on none of its volumes. */
    public Path ofHost(String name) throws IOException {
        return Files.createDirectories(home.resolve("hosts").resolve(name));
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException gone) {
            // Nothing was written through it, and the lock goes with the descriptor even if closing fails.
            return;
        }
    }

    /** Users, switches, timers and faults may change between two starts; what has left traces on disk may not. */
    private static String digest(ArraySeed seed) {
        StringBuilder contents = new StringBuilder();
        for (SystemSeed system : seed.systems()) {
            contents.append(system.serial()).append(system.pools()).append(system.volumes());
            system.subsystems().forEach(it -> contents.append(it.id()).append(it.type()));
            system.groups().forEach(contents::append);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(contents.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
