package org.copyblade.lab.ds8000;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The seed of these tests: two systems, each with two CKD subsystems, an FB one, and three pools. */
final class LabSeed {
    static final String FIRST = "75ABC11";
    static final String SECOND = "75ABC22";

    private LabSeed() {}

    static Path write(Path directory) throws IOException {
        return write(directory, "");
    }

    /** With more keys for each system. */
    static Path write(Path directory, String more) throws IOException {
        return Files.writeString(directory.resolve("lab.toml"), system(FIRST, more) + system(SECOND, more));
    }

    /** With something that goes wrong from the start. */
    static Path writeFaulty(Path directory, String faults) throws IOException {
        return Files.writeString(directory.resolve("lab.toml"), system(FIRST, "") + system(SECOND, "") + faults);
    }

    private static String system(String serial, String more) {
        return """
                [[systems]]
                serial = "%s"
                name = "lab_%s"
                background_tracks_per_second = 0
                users = [{ name = "admin", password = "secret" }]
                %s
                  [[systems.pools]]
                  id = "P0"
                  name = "fb_pool"
                  type = "fb"
                  capacity_mib = 1024
                  [[systems.pools]]
                  id = "P1"
                  name = "ckd_pool"
                  type = "ckd"
                  capacity_mib = 4096
                  [[systems.subsystems]]
                  id = "01"
                  type = "ckd"
                  ssid = "FF01"
                  [[systems.subsystems]]
                  id = "02"
                  type = "ckd"
                  ssid = "FF02"
                  [[systems.subsystems]]
                  id = "10"
                  type = "fb"
                  ssid = "FF10"
                  [[systems.volumes]]
                  id = "0100"
                  count = 40
                  name = "PROD_{id}"
                  volser = "PR{id}"
                  cylinders = 10
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0200"
                  count = 40
                  name = "BACK_{id}"
                  cylinders = 10
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0240"
                  count = 2
                  name = "THIN_{id}"
                  cylinders = 10
                  pool = "P1"
                  space_efficient = true
                  [[systems.volumes]]
                  id = "1000"
                  count = 4
                  mib = 64
                  pool = "P0"
                """
                .formatted(serial, serial, more);
    }
}
