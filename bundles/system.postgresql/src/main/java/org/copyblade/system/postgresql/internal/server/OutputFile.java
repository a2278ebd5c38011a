package org.copyblade.system.postgresql.internal.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.fault.PgFault;
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

    /** Why a file is not used. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private Unusable(String why) {
            super(why);
        }
    }

    /**
     * A file that somebody has named. Whoever could put a link in its place must not have root write through it: the server's user
     * opens it if it can, and root only where nobody but root decides what is there.
     *
     * @throws Unusable if neither may
     * @throws SystemException if the call is over
     */
    static OutputFile named(Path file, ServerOwner owner, Deadline deadline) throws Unusable, SystemException {
        if (owner.isSelf()) {
            return new OutputFile(file, false);
        }
        Optional<String> problem = opening(file, owner, deadline);
        if (problem.isEmpty()) {
            return new OutputFile(file, true);
        }
        return RootPlaces.of(file)
                .map(place -> new OutputFile(place, false))
                .orElseThrow(() -> new Unusable("user " + owner.name() + " cannot open it, and others than root decide"
                        + " what is there: " + problem.get()));
    }

    /** What goes wrong when the server's user opens it. */
    private static Optional<String> opening(Path file, ServerOwner owner, Deadline deadline) throws SystemException {
        String[] command = owner.commandLine(file, List.of("true")).toArray(String[]::new);
        try {
            HostCommand.run(patience(deadline), command);
            return Optional.empty();
        } catch (SystemException e) {
            if (PgFault.CANCELLED.is(e) || deadline.expired()) {
                throw e;
            }
            return Optional.of(e.getMessage());
        }
    }

    /** Leaves most of a call to the start itself: where it cannot be opened another file is taken. */
    private static Deadline patience(Deadline deadline) {
        Duration left = deadline.remaining();
        return Deadline.within(left.compareTo(PATIENCE) < 0 ? left : PATIENCE, deadline::cancelled);
    }
}
