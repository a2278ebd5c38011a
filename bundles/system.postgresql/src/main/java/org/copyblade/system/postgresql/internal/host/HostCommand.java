package org.copyblade.system.postgresql.internal.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** Runs one program of this host to its end. */
public final class HostCommand {

    private HostCommand() {}

    /** Runs it and returns what it wrote; a status other than 0 is an error. */
    public static String run(Deadline deadline, String... command) throws SystemException {
        Path output = null;
        try {
            output = Files.createTempFile("copyblade-", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            await(process, command, deadline);
            String text = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
            if (process.exitValue() != 0) {
                throw PgFault.HOST.error(
                        "'" + String.join(" ", command) + "' ended with " + process.exitValue() + ": " + text,
                        "run it by hand to see more");
            }
            return text;
        } catch (IOException e) {
            throw PgFault.HOST.error(
                    "cannot run '" + command[0] + "': " + e.getMessage(), "is the program installed and in PATH?");
        } finally {
            delete(output);
        }
    }

    /** Sends a signal; a process that is gone already is no error. */
    public static void signal(String signal, long pid, Deadline deadline) throws SystemException {
        run(deadline, "sh", "-c", "kill -" + signal + " " + pid + " || ! kill -0 " + pid);
    }

    private static void await(Process process, String[] command, Deadline deadline) throws SystemException {
        try {
            while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
                if (deadline.expired() || deadline.cancelled()) {
                    process.destroyForcibly();
                    throw Waiting.givenUp("'" + String.join(" ", List.of(command)) + "' to end", deadline);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw PgFault.CANCELLED.error("interrupted while '" + command[0] + "' ran", "try again");
        }
    }

    private static void delete(Path output) {
        try {
            if (output != null) {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            // A small file left in the directory for temporary files harms nobody.
            output.toFile().deleteOnExit();
        }
    }
}
