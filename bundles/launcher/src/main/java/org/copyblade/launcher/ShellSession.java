package org.copyblade.launcher;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;

/**
 * The session of a shell at a terminal. Interrupted, it lets go of the command, as {@code exec} does, and takes a new
 * connection for the next. Used by one thread, save {@link #interrupt} and {@link #sayFarewell}.
 */
final class ShellSession implements AutoCloseable {
    /** As of a process that the same key ended. */
    private static final int INTERRUPTED = 130;

    private final Installation installation;
    private final Map<String, String> variables;
    private volatile ControlClient client;
    private volatile boolean interrupted;

    private ShellSession(Installation installation, Map<String, String> variables) {
        this.installation = installation;
        this.variables = variables;
    }

    static ShellSession open(Installation installation, Map<String, String> variables)
            throws CopybladeException, IOException {
        ShellSession session = new ShellSession(installation, variables);
        session.connect();
        return session;
    }

    /** Runs one line; returns its status. */
    int execute(String line) throws CopybladeException, IOException {
        interrupted = false;
        try {
            return client.execute(line, System.out, System.err);
        } catch (IOException lost) {
            if (!interrupted) {
                throw lost;
            }
            connect();
            return INTERRUPTED;
        }
    }

    /** What the last word of the line may become; nothing while the platform does not answer, which the next line tells. */
    List<String> complete(String line) {
        try {
            return client.complete(line);
        } catch (IOException silent) {
            return List.of();
        }
    }

    /** Lets go of the command that runs, and says what goes on. */
    void interrupt() {
        interrupted = true;
        String farewell = client.farewell();
        System.err.println(farewell.isEmpty() ? "interrupted; what was begun goes on" : farewell);
        try {
            client.close();
        } catch (IOException alreadyClosed) {
            // nothing is left to close, which is what was wanted
        }
    }

    /** Says what goes on to a user whose interruption ends this process. */
    void sayFarewell() {
        String farewell = client.farewell();
        if (!farewell.isEmpty()) {
            System.err.println(farewell);
        }
    }

    private void connect() throws CopybladeException, IOException {
        client = ExecCommand.connect(installation);
        client.set(variables);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
