package org.copyblade.guard.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removes what managers that have died left in the runtime directory, but for their leases: it lies in memory, and nobody else would
 * before the next start of the machine. Programs of other versions stay as long as a manager uses them or a guard runs from them, and
 * those of which nobody has ever said that he uses them: their managers cannot be known to be dead.
 */
final class UnusedPrograms {
    static final String PROGRAM = "program-";
    static final String UNFINISHED = "unfinished-";

    /** Whoever begins to write a program says within milliseconds that he does, and begins anew if his beginning is gone. */
    private static final Duration UNSAID = Duration.ofHours(1);

    private static final System.Logger LOG = System.getLogger(UnusedPrograms.class.getName());

    private final ProcFiles proc = new ProcFiles();

    private UnusedPrograms() {}

    /** Removes what is unused in and beside a program that is in use. What cannot be removed is left to the next start. */
    static void remove(Path used) {
        try {
            new UnusedPrograms().removeBeside(used);
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            // It costs some memory, and no backup.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "not all guard programs are removed that nobody uses: {0}",
                    e.toString());
        }
    }

    private void removeBeside(Path used) throws IOException {
        for (ProgramUse use : ProgramUse.of(used)) {
            if (use.isOver(proc)) {
                delete(use.directory());
            }
        }
        String others = "{" + PROGRAM + "," + UNFINISHED + "}*";
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(used.getParent(), others)) {
            for (Path directory : directories) {
                if (!directory.equals(used) && isUnused(directory)) {
                    remove(directory, Files.createTempDirectory(used.getParent(), UNFINISHED));
                }
            }
        }
    }

    /** Out of the way first: whoever comes to use it meanwhile is seen then, and nobody finds half of it. */
    private void remove(Path directory, Path away) throws IOException {
        Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE);
        if (isUnused(away)) {
            delete(away);
        } else {
            Files.move(away, directory, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private boolean isUnused(Path directory) throws IOException {
        List<ProgramUse> uses = ProgramUse.of(directory);
        if (uses.isEmpty()) {
            return isForgottenBeginning(directory);
        }
        for (ProgramUse use : uses) {
            if (!use.isOver(proc)) {
                return false;
            }
        }
        return !isWorkedIn(directory);
    }

    /** No manager has ever used what was not finished; a program that older versions use without saying so is whole. */
    private static boolean isForgottenBeginning(Path directory) throws IOException {
        return directory.getFileName().toString().startsWith(UNFINISHED)
                && Files.getLastModifiedTime(directory)
                        .toInstant()
                        .isBefore(Instant.now().minus(UNSAID));
    }

    /** Guards work in the directory of their program; those of a dead manager end when all is resumed. */
    private static boolean isWorkedIn(Path directory) throws IOException {
        Path wanted = directory.toRealPath();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (StoppedProcesses.worksIn(process, wanted)) {
                    return true;
                }
            }
            return false;
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
