package org.copyblade.guard.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteHold;
import org.copyblade.guard.RemotePair;

/** Makes armed pairs of remote guards. Any thread. */
public final class RemoteArmoury {

    private static final Duration ARM_PATIENCE = Duration.ofSeconds(30);
    private static final Duration END_PATIENCE = Duration.ofMillis(500);
    private static final long KILL_NANOS = TimeUnit.SECONDS.toNanos(2);

    private RuntimeDirectory runtime;
    private GuardProgram program;

    /** Starts two guards; the pair is in the set until it is closed. */
    public RemotePair arm(RemoteHold hold, Set<RemotePair> armed) throws GuardException {
        prepare();
        List<RemoteProcess> guards = new ArrayList<>();
        try {
            RemoteLease lease = take(lease(hold.systemKey()), hold, guards);
            List<String> findings = new ArrayList<>();
            for (RemoteProcess guard : guards) {
                findings.addAll(guard.awaitArmed(ARM_PATIENCE));
            }
            if (!runtime.inMemory()) {
                findings.add("the guards' files are on a disk, in " + runtime.path() + ": no tmpfs was found");
            }
            ArmedRemotePair[] pair = new ArmedRemotePair[1];
            pair[0] = new ArmedRemotePair(
                    hold, lease, guards.get(0), guards.get(1), findings, () -> armed.remove(pair[0]));
            armed.add(pair[0]);
            return pair[0];
        } catch (GuardException | RuntimeException | InternalError e) {
            guards.forEach(guard -> guard.end(END_PATIENCE));
            throw e;
        }
    }

    /** The epoch that may hold something, 0 for none. */
    public long openEpoch(String systemKey) throws GuardException {
        prepare();
        Path file = lease(systemKey);
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return RemoteLease.map(file).open();
        } catch (IOException | InternalError e) {
            throw unusable(file, e);
        }
    }

    /** Nothing of this epoch is held any more. */
    public void closeEpoch(String systemKey, long epoch) throws GuardException {
        prepare();
        Path file = lease(systemKey);
        if (!Files.exists(file)) {
            return;
        }
        try {
            RemoteLease.map(file).closed(epoch);
        } catch (IOException | InternalError e) {
            throw unusable(file, e);
        }
    }

    private Path lease(String systemKey) {
        Path local = runtime.lease(systemKey);
        // Another ending than that of leases over processes of this machine, which are looked for by it.
        return local.resolveSibling(local.getFileName() + ".remote");
    }

    private synchronized void prepare() throws GuardException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new GuardException("cannot guard a system from here", "guards need Linux on x86-64 or aarch64");
        }
        if (program == null || !program.isThere()) {
            runtime = RuntimeDirectory.open();
            program = GuardProgram.stage(runtime);
        }
    }

    /** Makes the lease ours, and starts guards that it names: whoever takes over after us ends them. */
    private RemoteLease take(Path file, RemoteHold hold, List<RemoteProcess> guards) throws GuardException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new GuardException("cannot take the lease " + file + ": somebody else is taking it", "try again");
            }
            RemoteLease lease = RemoteLease.map(channel);
            new RemoteTakeover(lease, hold, RemoteArmoury::kill).run();
            ProcFiles proc = new ProcFiles();
            for (String title : List.of("guard A", "guard B")) {
                RemoteProcess guard = RemoteProcess.start(program, title, hold, file);
                guards.add(guard);
                lease.guard(guards.size() - 1, guard.key(proc));
            }
            return lease;
        } catch (OverlappingFileLockException e) {
            throw new GuardException("cannot take the lease " + file + ": somebody else is taking it", "try again");
        } catch (IOException | InternalError e) {
            throw unusable(file, e);
        }
    }

    private static void kill(ProcessKey guard) throws GuardException {
        ProcFiles proc = new ProcFiles();
        if (guard.pid() == 0 || !proc.lives(guard.pid(), guard.start())) {
            return;
        }
        Posix.send(guard.pid(), Posix.SIGKILL);
        for (long begin = System.nanoTime(); proc.lives(guard.pid(), guard.start()); ) {
            if (System.nanoTime() - begin > KILL_NANOS) {
                throw new GuardException(
                        "cannot end a guard of an earlier start, process " + guard.pid(),
                        "was it started by another user? end it, then try again");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static GuardException unusable(Path file, Throwable e) {
        return new GuardException(
                "cannot use the lease " + file + ": " + e.getMessage(),
                "if no backup is running, remove it and try again");
    }
}
