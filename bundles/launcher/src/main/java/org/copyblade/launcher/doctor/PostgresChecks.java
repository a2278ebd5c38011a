package org.copyblade.launcher.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The PostgreSQL programs of this machine; a restore starts the server with those of its own installation. */
final class PostgresChecks {
    private final Programs programs;

    PostgresChecks(Programs programs) {
        this.programs = programs;
    }

    List<Finding> examine() {
        List<Path> servers = Programs.findBelow(Path.of("/usr/lib/postgresql"), "bin", "postgres");
        if (!servers.isEmpty()) {
            return List.of(Finding.ok(
                    "postgresql", servers.stream().map(Path::toString).collect(Collectors.joining(", "))));
        }
        return List.of(programs.find("postgres")
                .map(path -> Finding.ok("postgresql", path.toString()))
                .orElseGet(() -> Finding.limit(
                        "postgresql",
                        "no server programs found: the demo brings its own",
                        "install PostgreSQL 13 or newer here, or run Copyblade where the server is")));
    }
}
