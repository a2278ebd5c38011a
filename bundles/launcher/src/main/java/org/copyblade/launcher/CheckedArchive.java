package org.copyblade.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * The archive of classes that bin/copyblade has had this Java check for damage. If Java has taken it, which its memory map
 * tells, that is noted beside it, and no start before the next boot checks it again.
 */
final class CheckedArchive {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private CheckedArchive() {}

    static void noteIfChecked() {
        String archive = System.getProperty("copyblade.unchecked");
        if (archive != null) {
            noteIfMapped(Path.of(archive));
        }
    }

    /** Writes the note unless this process has nothing of the file in its memory. */
    static void noteIfMapped(Path archive) {
        try {
            if (isMapped(archive.toRealPath())) {
                Files.copy(BOOT, note(archive), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            // Then the next start checks it once more.
            return;
        }
    }

    static Path note(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".checked");
    }

    private static boolean isMapped(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(MAPPED)) {
            return lines.anyMatch(line -> line.endsWith(" " + file));
        }
    }
}
