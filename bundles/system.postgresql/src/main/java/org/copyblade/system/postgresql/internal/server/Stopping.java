package org.copyblade.system.postgresql.internal.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** Stops a server: first fast, with a checkpoint; if that takes too long at once, which its recovery mends. */
public final class Stopping {

    private final ServerSettings settings;
    private final Discovery discovery;
    private final Starting starting;

    public Stopping(ServerSettings settings, Discovery discovery, Starting starting) {
        this.settings = settings;
        this.discovery = discovery;
        this.starting = starting;
    }

    public void stop(Deadline deadline) throws SystemException {
        Path directory = real(discovery.dataDirectory(deadline));
        Optional<Postmaster> server = Postmaster.of(directory);
        server.ifPresent(starting::remember);
        Set<HostProcess> seen = new HashSet<>(all(directory));
        server.map(Postmaster::process).ifPresent(seen::add);
        // There is nothing that it could write a checkpoint to.
        endAtOnce(HostProcess.leftBehindIn(directory, "postgres"), deadline);
        Deadline patience = Deadline.within(deadline.remaining().multipliedBy(2).dividedBy(3), deadline::cancelled);
        if (server.isPresent()) {
            askToStop(server.get(), patience);
        }
        if (!Waiting.within(patience, () -> nothingRuns(directory, seen))) {
            refuseIfCancelled(deadline);
            endAtOnce(HostProcess.workingIn(directory, "postgres"), deadline);
        }
        if (!Waiting.within(deadline, () -> nothingRuns(directory, seen))) {
            refuseIfCancelled(deadline);
            List<Long> running = running(directory, seen);
            if (running.isEmpty()) {
                return;
            }
            throw PgFault.STOP.error(
                    "processes " + running + " of the server on " + directory + " do not end",
                    "are they in uninterruptible sleep on a broken disk? look at them with ps");
        }
    }

    private void askToStop(Postmaster server, Deadline deadline) throws SystemException {
        if (settings.stopCommand().isEmpty()) {
            HostCommand.signal("INT", server.process().pid(), deadline);
        } else {
            HostCommand.run(deadline, "sh", "-c", settings.stopCommand());
        }
    }

    private static void endAtOnce(List<HostProcess> processes, Deadline deadline) throws SystemException {
        for (HostProcess process : processes) {
            HostCommand.signal("QUIT", process.pid(), deadline);
            // One that was left stopped would never see it.
            HostCommand.signal("CONT", process.pid(), deadline);
        }
    }

    /**
     * Whether nothing of the server runs.
     *
     * @param seen processes that were its own before: one that ends has no program any more a moment before it lets go of its
     *     files and its port
     */
    static boolean nothingRuns(Path directory, Collection<HostProcess> seen) throws SystemException {
        return running(directory, seen).isEmpty();
    }

    /** Process ids of what runs, also of what has neither program nor directory any more. */
    static List<Long> running(Path directory, Collection<HostProcess> seen) throws SystemException {
        return Stream.of(
                        Postmaster.of(directory).map(Postmaster::process).stream(),
                        all(directory).stream(),
                        seen.stream().filter(HostProcess::alive))
                .flatMap(processes -> processes)
                .map(HostProcess::pid)
                .distinct()
                .sorted()
                .toList();
    }

    private static List<HostProcess> all(Path directory) {
        return Stream.concat(
                        HostProcess.workingIn(directory, "postgres").stream(),
                        HostProcess.leftBehindIn(directory, "postgres").stream())
                .toList();
    }

    private static void refuseIfCancelled(Deadline deadline) throws SystemException {
        if (deadline.cancelled()) {
            throw Waiting.givenUp("the server to stop", deadline);
        }
    }

    /** With links resolved, also of a directory that is gone: a restore of all of it begins with a stop. */
    private static Path real(Path directory) throws SystemException {
        try {
            return directory.toRealPath();
        } catch (NoSuchFileException e) {
            return realOfGone(directory.toAbsolutePath().normalize());
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot read " + directory + ": " + e.getMessage(),
                    "run Copyblade as root or as the server's user");
        }
    }

    private static Path realOfGone(Path directory) throws SystemException {
        try {
            return Files.isSymbolicLink(directory)
                    ? real(directory.resolveSibling(Files.readSymbolicLink(directory)))
                    : real(directory.getParent()).resolve(directory.getFileName());
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot read " + directory + ": " + e.getMessage(),
                    "run Copyblade as root or as the server's user");
        }
    }
}
