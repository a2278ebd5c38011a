package org.copyblade.blade.timefinder.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the laboratory holds in these tests: sources 00100 and on, targets 00200 and on, an FBA volume 01000. */
final class LabSeed {

    static final String ARRAY = "000197900001";

    /** PowerMaxOS 10. */
    static final String MICROCODE = "6079.175.0";

    private LabSeed() {}

    /** @param keys further keys of the array, each on a line */
    static Path write(Path directory, String keys) throws IOException {
        return Files.writeString(
                directory.resolve("seed.toml"), head(keys) + volumes("0100", 20) + volumes("0200", 20));
    }

    /**
     * The same of another generation.
     *
     * @param microcode of the array
     * @param unisphere keys of the Unisphere in front of it, each on a line
     */
    static Path write(Path directory, String microcode, String unisphere) throws IOException {
        return Files.writeString(
                directory.resolve("seed.toml"),
                head("").replace(MICROCODE, microcode)
                        + volumes("0100", 20)
                        + volumes("0200", 20)
                        + "[hosts.powermax]\n"
                        + unisphere);
    }

    /** An array with up to 512 sources, and no targets. */
    static Path large(Path directory, int sources) throws IOException {
        return Files.writeString(
                directory.resolve("seed.toml"),
                head("") + volumes("0100", Math.min(256, sources)) + volumes("0300", Math.max(1, sources - 256)));
    }

    /** Two cylinders have the sources from 00110 and the targets up to 00207, one the sources and targets beside them. */
    static Path twoSizes(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("seed.toml"),
                head("")
                        + volumes("0100", 16, 1)
                        + volumes("0110", 16, 2)
                        + volumes("0200", 8, 2)
                        + volumes("0208", 8, 1));
    }

    private static String volumes(String first, int count) {
        return volumes(first, count, 1);
    }

    private static String volumes(String first, int count, int cylinders) {
        return """
                  [[systems.volumes]]
                  id = "%s"
                  count = %d
                  volser = "PR{id}"
                  cylinders = %d
                  pool = "P1"
                """
                .formatted(first, count, cylinders);
    }

    private static String head(String keys) {
        return """
                [[systems]]
                serial = "%s"
                name = "lab"
                bundle = "%s"
                users = [{ name = "admin", password = "secret" }]
                cascading = true
                multiple_incremental = true
                %s
                  [[systems.pools]]
                  id = "P1"
                  name = "ckd_pool"
                  type = "ckd"
                  capacity_mib = 16384
                  [[systems.pools]]
                  id = "P0"
                  name = "fb_pool"
                  type = "fb"
                  capacity_mib = 1024
                  [[systems.subsystems]]
                  id = "01"
                  type = "ckd"
                  ssid = "FF01"
                  [[systems.subsystems]]
                  id = "02"
                  type = "ckd"
                  ssid = "FF02"
                  [[systems.subsystems]]
                  id = "03"
                  type = "ckd"
                  ssid = "FF03"
                  [[systems.subsystems]]
                  id = "10"
                  type = "fb"
                  ssid = "FF10"
                  [[systems.volumes]]
                  id = "1000"
                  mib = 15
                  pool = "P0"
                """
                .formatted(ARRAY, MICROCODE, keys);
    }
}
