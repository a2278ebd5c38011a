package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.guard.GuardException;

/** A lease that no other manager can take over at the same moment. The lock is short; guards know nothing of it. */
final class LockedLease implements AutoCloseable {
    /** Whoever takes a lease, or just looks at all of them when it starts, is done in milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final long LOOK_MS = 5;

    private final FileChannel channel;
    private final Lease lease;

    private LockedLease(FileChannel channel, Lease lease) {
        this.channel = channel;
        this.lease = lease;
    }

    /** Makes the file if there is none yet. */
    static LockedLease open(Path file) throws GuardException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lockWithin(channel, PATIENCE)) {
                channel.close();
                throw new GuardException("cannot take the lease " + file + ": somebody else is taking it", "try again");
            }
            return new LockedLease(channel, Lease.map(channel));
        } catch (IOException e) {
            closeQuietly(channel);
            throw new GuardException(
                    "cannot use the lease " + file + ": " + e.getMessage(),
                    "if no backup is running, remove it and try again");
        }
    }

    private static boolean lockWithin(FileChannel channel, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (!tryLock(channel)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
        return true;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The failure that brought us here is the one to report.
        }
    }

    Lease lease() {
        return lease;
    }

    /** Gives the lock back; the lease stays mapped. */
    @Override
    public void close() throws GuardException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new GuardException("cannot let go of a lease: " + e.getMessage(), "is the filesystem in order?");
        }
    }
}
