package org.copyblade.launcher;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** One instance per data directory: the lock is held for the life of the process and falls with it, however it ends. */
final class InstanceLock {
    private InstanceLock() {}

    /** Takes the lock; the returned channel must stay open and reachable. */
    static FileChannel take(Path data) throws CopybladeException, IOException {
        FileChannel channel = FileChannel.open(data.resolve("lock"), CREATE, WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw alreadyRunning(data, Instance.find(data));
        }
        return channel;
    }

    static CopybladeException alreadyRunning(Path data, Optional<Instance> other) {
        String who = other.map(instance -> " (pid " + instance.pid() + ")").orElse("");
        return new CopybladeException(
                ErrorCode.INSTANCE_RUNNING, "another instance" + who + " already runs on " + data);
    }
}
