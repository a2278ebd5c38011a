package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.host.Durable;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.SystemException;

/**
 * The control file of a data directory as a bar against every start: a server that does not find it refuses, whoever starts
 * it. Each step may be repeated and survives a power loss.
 */
public final class Gate {

    private final Path dataDirectory;
    private final Path open;
    private final Path shut;

    public Gate(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
        this.open = dataDirectory.resolve(ControlFile.PATH);
        this.shut = dataDirectory.resolve(ControlFile.PATH + DataSet.SHUT);
    }

    /** Keeps every server from starting; one that runs is refused. */
    public void bar() throws SystemException {
        refuseRunning();
        try {
            shut();
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot keep a server from starting on " + dataDirectory + ": " + e,
                    "run Copyblade as root or as the server's user");
        }
        try {
            // It may have read the file just before.
            refuseRunning();
        } catch (SystemException e) {
            unbar();
            throw e;
        }
    }

    /** Takes the bar back. */
    public void unbar() throws SystemException {
        try {
            open();
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot let a server start on " + dataDirectory + " again: " + e,
                    "rename " + shut + " to " + open.getFileName());
        }
    }

    /** Shuts it; a directory without it is shut already. An open one is newer than a shut one that was left behind. */
    void shut() throws IOException {
        move(open, shut);
    }

    /** Opens it, after what it stands for is on disk. */
    public void open() throws IOException {
        if (Files.exists(shut)) {
            Durable.sync(shut);
        }
        move(shut, open);
    }

    /** What the file says, shut or open. */
    public ControlFile read() throws SystemException {
        return ControlFile.read(Files.exists(shut) ? shut : open, dataDirectory);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
        // Also if it was moved before: perhaps that move is not on disk yet.
        if (Files.isDirectory(to.getParent())) {
            Durable.sync(to.getParent());
        }
    }

    private void refuseRunning() throws SystemException {
        if (Files.isDirectory(dataDirectory) && Postmaster.of(dataDirectory).isPresent()) {
            throw PgFault.RUNNING.error("the server on " + dataDirectory + " runs", "stop it first");
        }
    }
}
