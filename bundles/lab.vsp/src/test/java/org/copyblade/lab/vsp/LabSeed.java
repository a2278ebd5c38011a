package org.copyblade.lab.vsp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the laboratory holds in these tests: sources 256 and on, targets 512 and on, a larger one, one with saving. */
final class LabSeed {
    static final String STORAGE = "886000123456";
    static final int TRACKS = 15;

    private LabSeed() {}

    static Path write(Path directory) throws IOException {
        return write(directory, "background_tracks_per_second = 0", "");
    }

    /**
     * @param system further keys of the system, each on a line
     * @param face further keys of the face, the same
     */
    static Path write(Path directory, String system, String face) throws IOException {
        return Files.writeString(
                directory.resolve("seed.toml"),
                """
                [[systems]]
                serial = "123456"
                name = "lab"
                cascading = true
                multiple_incremental = true
                users = [{ name = "admin", password = "secret" }, { name = "other", password = "secret" }]
                %s
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
                  [[systems.volumes]]
                  id = "0100"
                  count = 8
                  name = "PROD_{id}"
                  volser = "PR{id}"
                  cylinders = 1
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0200"
                  count = 16
                  name = "BACK_{id}"
                  cylinders = 1
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0220"
                  name = "LARGE_{id}"
                  cylinders = 2
                  pool = "P1"
                [hosts.vsp]
                command_devices = ["0107"]
                data_reduction = ["020F"]
                paths = [{ ldev = "0100", count = 4, port = "CL1-A", host_group = 3, name = "db", lun = 0 }]
                %s
                """
                        .formatted(system, face));
    }
}
