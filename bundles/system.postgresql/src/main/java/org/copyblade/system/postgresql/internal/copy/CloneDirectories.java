package org.copyblade.system.postgresql.internal.copy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/**
 * Where clones have their sockets and logs. Each directory bears the number of the process that made it, so that one whose
 * process was killed is known for what it is. Names are short: the path of a socket is limited. Safe for many threads.
 */
public final class CloneDirectories {

    private static final String PREFIX = "copyblade-clone-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]+)-[0-9]+");
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path parent;

    public CloneDirectories(Path parent) {
        this.parent = parent;
    }

    /** A new, empty one of this process. */
    Path create() throws IOException {
        for (int number = 1; true; number++) {
            Path directory = parent.resolve(PREFIX + ProcessHandle.current().pid() + "-" + number);
            try {
                return Files.createDirectory(directory, PRIVATE);
            } catch (FileAlreadyExistsException e) {
                // Of another clone, or of a process of the same number that was killed.
                continue;
            }
        }
    }

    /**
     * Removes those whose process is gone; a clone ends with its process. What cannot be looked at or removed now is left to
     * the next time: it is in nobody's way.
     */
    public void sweep() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : found) {
                Matcher name = NAME.matcher(directory.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    HostCommand.run(Deadline.within(PATIENCE), "rm", "-rf", directory.toString());
                }
            }
        } catch (IOException | SystemException e) {
            // Said above.
            return;
        }
    }
}
