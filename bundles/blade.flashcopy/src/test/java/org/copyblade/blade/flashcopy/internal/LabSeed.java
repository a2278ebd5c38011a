package org.copyblade.blade.flashcopy.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the laboratory holds in these tests: sources in subsystems 01 and 03, targets in 02, thin ones and a small one. */
final class LabSeed {

    static final String SERIAL = "75ABC11";
    static final String SYSTEM = "2107-" + SERIAL;

    private LabSeed() {}

    /** @param keys further keys of the system, each on a line */
    static Path write(Path directory, String keys) throws IOException {
        return Files.writeString(directory.resolve("seed.toml"), text(SERIAL, keys, 20, 1));
    }

    /** Systems with so many sources and targets each, of a cylinder. */
    static Path large(Path directory, Iterable<String> serials, int volumes) throws IOException {
        StringBuilder text = new StringBuilder();
        serials.forEach(serial -> text.append(text(serial, "", volumes, 1)));
        return Files.writeString(directory.resolve("seed.toml"), text);
    }

    private static String text(String serial, String keys, int volumes, int cylinders) {
        return """
                [[systems]]
                serial = "%s"
                name = "lab"
                users = [{ name = "admin", password = "secret" }]
                %s
                  [[systems.pools]]
                  id = "P1"
                  name = "ckd_pool"
                  type = "ckd"
                  capacity_mib = 16384
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
                  [[systems.volumes]]
                  id = "0100"
                  count = %d
                  name = "PROD_{id}"
                  volser = "PR{id}"
                  cylinders = %d
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0300"
                  count = 2
                  name = "PROD_{id}"
                  volser = "PR{id}"
                  cylinders = %d
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0200"
                  count = %d
                  name = "BACK_{id}"
                  cylinders = %d
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0310"
                  count = 4
                  name = "THIN_{id}"
                  cylinders = %d
                  pool = "P1"
                  space_efficient = true
                  [[systems.volumes]]
                  id = "0320"
                  count = 1
                  name = "LARGE_{id}"
                  volser = "PR{id}"
                  cylinders = %d
                  pool = "P1"
                """
                .formatted(serial, keys, volumes, cylinders, cylinders, volumes, cylinders, cylinders, cylinders + 1);
    }
}
