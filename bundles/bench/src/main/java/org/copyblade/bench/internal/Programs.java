package org.copyblade.bench.internal;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of other tools on this machine. */
final class Programs {

    /** Where distributions put those of PostgreSQL 15, the version of the server that is measured. */
    private static final String POSTGRES_15 = "/usr/lib/postgresql/15/bin";

    private Programs() {}

    static Optional<Path> find(String name) {
        return Stream.concat(
                        Stream.of(POSTGRES_15),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
