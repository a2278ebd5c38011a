package org.copyblade.lab.powermax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The seed of these tests: two arrays; on each CKD volumes 00100 and 00200 and FBA volumes 01000, in three groups. */
final class LabSeed {
    static final String FIRST = "000197900001";
    static final String SECOND = "000197900002";

    private LabSeed() {}

    static Path write(Path directory) throws IOException {
        return Files.writeString(directory.resolve("lab.toml"), system(FIRST, "admin") + system(SECOND, "other"));
    }

    private static String system(String serial, String user) {
        return """
                [[systems]]
                serial = "%s"
                name = "lab_%s"
                bundle = "6079.175.0"
                background_tracks_per_second = 20000
                maximum_snapshots = 4
                cascading = true
                multiple_incremental = true
                users = [{ name = "%s", password = "secret" }]
                groups = [
                  { name = "APP_SG", volumes = ["0100-0102"] },
                  { name = "TGT_SG", volumes = ["0200-0202"] },
                  { name = "FBA_SG", volumes = ["1000", "1001"] },
                ]
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
                  count = 6
                  volser = "PR{id}"
                  cylinders = 2
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0200"
                  count = 6
                  cylinders = 2
                  pool = "P1"
                  [[systems.volumes]]
                  id = "1000"
                  count = 4
                  mib = 15
                  pool = "P0"
                """
                .formatted(serial, serial.substring(10), user);
    }
}
