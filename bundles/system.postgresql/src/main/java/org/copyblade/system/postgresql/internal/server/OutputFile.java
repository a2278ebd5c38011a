package org.copyblade.system.postgresql.internal.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.RootPlaces;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/**
 * Where a server that is started here writes.
 *
 * @param byOwner whether the user that runs the server opens it, else this process
 */
record OutputFile(Path file, boolean byOwner) {

    /** Of the try to open it; only something else than a file takes time. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * A file that somebody has named. Whoever could put a link in its place must not have root write through it: the server's user
     * opens it if it can, and root only where nobody but root decides what is there.
     *
     * @return empty if neither may
     */
    static Optional<OutputFile> named(Path file, ServerOwner owner) throws SystemException {
        if (owner.isSelf()) {
            return Optional.of(new OutputFile(file, false));
        }
        if (isOpenedBy(owner, file)) {
            return Optional.of(new OutputFile(file, true));
        }
        return RootPlaces.of(file).map(place -> new OutputFile(place, false));
    }

    private static boolean isOpenedBy(ServerOwner owner, Path file) throws SystemException {
        String[] command = owner.commandLine(file, List.of("true")).toArray(String[]::new);
        try {
            HostCommand.run(Deadline.within(PATIENCE), command);
            return true;
        } catch (SystemException e) {
            // Whoever opens it then is another question; where it cannot be opened at all another file is taken.
            return false;
        }
    }
}
