package org.copyblade.lab.zosmf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The seed of these tests: one storage system with two subsystems of CKD volumes, a user catalog, one user. */
public final class ZosSeed {

    private ZosSeed() {}

    public static Path write(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("lab.toml"),
                """
                [[systems]]
                serial = "75ABC11"
                name = "lab"
                background_tracks_per_second = 0
                users = [{ name = "admin", password = "secret" }]
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
                  id = "03"
                  type = "ckd"
                  ssid = "FF03"
                  [[systems.volumes]]
                  id = "0100"
                  count = 4
                  volser = "PR{id}"
                  cylinders = 10
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0200"
                  count = 4
                  volser = "PR{id}"
                  cylinders = 10
                  pool = "P1"
                  [[systems.volumes]]
                  id = "0300"
                  count = 8
                  volser = "BK{id}"
                  cylinders = 10
                  pool = "P1"
                  [[systems.volumes]]
                  id = "03F0"
                  volser = "SMALL1"
                  cylinders = 5
                  pool = "P1"
                [hosts.zos]
                sysplex = "LABPLEX"
                systems = ["SY1", "SY2"]
                users = [{ name = "STGADM", password = "secret" }]
                storage_volumes = ["PR0103", "PR0203"]
                catalogs = [
                  { name = "UCAT.PROD", volume = "PR0100", tracks = 2, aliases = ["PROD"] },
                  { name = "UCAT.OTHER", volume = "PR0103", tracks = 2, aliases = ["*"] },
                ]
                """);
    }
}
