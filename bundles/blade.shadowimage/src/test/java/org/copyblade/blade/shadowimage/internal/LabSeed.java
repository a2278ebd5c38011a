package org.copyblade.blade.shadowimage.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the laboratory holds in these tests: sources 256 and on in subsystem 01, 768 and on in 03; targets 512 and on in 02;
 * a larger one, 1024.
 */
final class LabSeed {

    static final String STORAGE = "886000123456";

    private LabSeed() {}

    /**
     * @param system further keys of the system, each on a line
     * @param face further keys of the face, the same
     */
    static Path write(Path directory, String system, String face) throws IOException {
        return Files.writeString(
                directory.resolve("seed.toml"),
                head(system)
                        + volumes("01", 20, "PROD")
                        + volumes("02", 40, "BACK")
                        + volumes("03", 2, "PROD")
                        + volumes("04", 1, "LARGE").replace("cylinders = 1\n", "cylinders = 2\n")
                        + "[hosts.vsp]\n" + face + "\n");
    }

    /** So many sources from 256 on and targets from 1024 on, 250 in each subsystem. */
    static Path large(Path directory, int volumes) throws IOException {
        StringBuilder text = new StringBuilder(head("background_tracks_per_second = 100000"));
        for (int subsystem = 0; subsystem * 250 < volumes; subsystem++) {
            int count = Math.min(250, volumes - subsystem * 250);
            text.append(volumes("0" + (1 + subsystem), count, "PROD"));
            text.append(volumes("0" + (4 + subsystem), count, "BACK"));
        }
        return Files.writeString(directory.resolve("seed.toml"), text);
    }

    private static String head(String system) {
        return """
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
                  capacity_mib = 16384
                """
                .formatted(system);
    }

    private static String volumes(String subsystem, int count, String name) {
        return """
                  [[systems.subsystems]]
                  id = "%s"
                  type = "ckd"
                  ssid = "FF%s"
                  [[systems.volumes]]
                  id = "%s00"
                  count = %d
                  name = "%s_{id}"
                  volser = "PR{id}"
                  cylinders = 1
                  pool = "P1"
                """
                .formatted(subsystem, subsystem, subsystem, count, name);
    }
}
