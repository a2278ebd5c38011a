package org.copyblade.lab.virtualize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The seed of these tests: two systems with sources, targets of the same size, thin ones and a small one. */
final class LabSeed {
    private LabSeed() {}

    /** @param keys further keys of each system, each on a line */
    static Path write(Path directory, String keys) throws IOException {
        return Files.writeString(directory.resolve("lab.toml"), system("78LAB01", keys) + system("78LAB02", keys));
    }

    /** The same with faults of its own. */
    static Path writeFaulty(Path directory, String faults) throws IOException {
        Path seed = write(directory, "");
        return Files.writeString(seed, Files.readString(seed) + faults);
    }

    private static String system(String serial, String keys) {
        return """
                [[systems]]
                serial = "%s"
                name = "cluster_%s"
                cascading = true
                multiple_incremental = true
                maximum_targets = 256
                users = [{ name = "admin", password = "secret" }]
                %s
                pools = [{ id = "P0", name = "pool", type = "fb", capacity_mib = 1024 }]
                subsystems = [{ id = "10", type = "fb", ssid = "FF10" }]
                volumes = [
                  { id = "1000", count = 8, name = "prod_{id}", mib = 1, pool = "P0" },
                  { id = "1020", count = 8, name = "back_{id}", mib = 1, pool = "P0" },
                  { id = "1040", count = 2, name = "thin_{id}", mib = 1, pool = "P0", space_efficient = true },
                  { id = "1050", name = "small", mib = 2, pool = "P0" },
                ]
                """
                .formatted(
                        serial,
                        serial,
                        keys.contains("background") ? keys : keys + "\nbackground_tracks_per_second = 0");
    }
}
