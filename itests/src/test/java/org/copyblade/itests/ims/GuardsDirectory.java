package org.copyblade.itests.ims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory in memory for the guards of one test, by which they are told from those of others. */
record GuardsDirectory(Path path) implements AutoCloseable {

    private static final Path MEMORY = Path.of("/dev/shm");

    static GuardsDirectory make() throws IOException {
        return new GuardsDirectory(Files.createTempDirectory(
                MEMORY,
                "copyblade-rig-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** What makes a manager's guards use it. */
    Map<String, String> environment() {
        return Map.of("COPYBLADE_GUARDS", path.toString());
    }

    /** Process ids of the guards that there are: their lease, which is in here, is among their arguments. */
    List<Long> guards() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> Stream.of(arguments).anyMatch(it -> it.startsWith(path + "/")))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .toList();
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
