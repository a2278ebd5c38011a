package org.copyblade.launcher;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/**
 * A running instance as its data directory describes it, so that a client finds the socket whatever its own environment is.
 *
 * @param pid the process
 * @param startTicks when the process started, in clock ticks since boot: tells a reused process id apart, and unlike a
 *     time of day does not move when the clock is set
 * @param socket the control socket
 */
record Instance(long pid, String startTicks, Path socket) {
    private static final String FILE = "instance.properties";

    /** This process, serving at {@code socket}. */
    static Instance ofThisProcess(Path socket) {
        long pid = ProcessHandle.current().pid();
        return new Instance(pid, startTicksOf(pid), socket);
    }

    /** The instance that runs on this data directory, or empty when none does. */
    static Optional<Instance> find(Path data) throws CopybladeException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve(FILE))) {
            properties.load(reader);
            Instance instance = new Instance(
                    Long.parseLong(properties.getProperty("pid")),
                    properties.getProperty("start.ticks"),
                    Path.of(properties.getProperty("socket")));
            return Optional.of(instance).filter(Instance::isAlive);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException cause) {
            throw unreadable(data, FileProblem.of(cause) + ", perhaps started by another user");
        } catch (RuntimeException nonsense) {
            throw unreadable(data, "it is damaged; " + nonsense.getMessage());
        }
    }

    private static CopybladeException unreadable(Path data, String why) {
        return new CopybladeException(ErrorCode.DIRECTORY_UNUSABLE, "cannot read " + data.resolve(FILE) + ": " + why);
    }

    /** Writes the description in one step, so that a client sees all of it or nothing. */
    void writeTo(Path data) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("start.ticks", startTicks);
        properties.setProperty("socket", socket.toString());
        Path written = data.resolve(FILE + ".new");
        try (Writer writer = Files.newBufferedWriter(written)) {
            properties.store(writer, null);
        }
        Files.move(written, data.resolve(FILE), ATOMIC_MOVE, REPLACE_EXISTING);
    }

    static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }

    /** Does it serve commands? It does once every start level is reached; until then this waits or says no. */
    boolean answers() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (ControlClient client = ControlClient.connect(socket)) {
            return client.execute("", nowhere, nowhere) == ExitStatus.OK.code();
        } catch (IOException notYet) {
            return false; // the socket appears while the framework starts, and goes first when it stops
        }
    }

    boolean isAlive() {
        return startTicksOf(pid).equals(startTicks);
    }

    /** Asks the process to end; false when this user may not. */
    boolean terminate() {
        return ProcessHandle.of(pid)
                .filter(handle -> isAlive())
                .map(ProcessHandle::destroy)
                .orElse(true);
    }

    /**
     * Field 22 of the process's stat line, counted behind the command name, which may hold blanks; empty when the process is
     * gone, or has ended and only waits for its parent to notice.
     */
    private static String startTicksOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? "" : fields[19];
        } catch (IOException gone) {
            return "";
        }
    }
}
