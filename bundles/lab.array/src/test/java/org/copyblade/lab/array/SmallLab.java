package org.copyblade.lab.array;

import java.io.IOException;
import java.nio.file.Path;

/** A lab with one small system for tests: FB volumes 1000-100F in P0, space-efficient 1010-1017 in P2. */
final class SmallLab implements AutoCloseable {
    static final String SERIAL = "75LAB01";
    static final int TRACKS = 16;

    private final Path home;
    private final String settings;
    private VirtualArray array;

    private SmallLab(Path home, String settings) throws SeedException {
        this.home = home;
        this.settings = settings;
        this.array = VirtualArray.open(home, SeedFile.parse(seed(settings), "test"));
    }

    /** @param settings keys of the system beside the usual ones; no background copy unless they say so */
    static SmallLab open(Path home, String settings) throws SeedException {
        return new SmallLab(home, settings);
    }

    static String seed(String settings) {
        return """
                [[systems]]
                serial = "75LAB01"
                name = "small"
                users = [{ name = "admin", password = "secret" }]
                %s
                pools = [
                  { id = "P0", name = "thick", type = "fb", capacity_mib = 64 },
                  { id = "P2", name = "thin", type = "fb", capacity_mib = 1 },
                  { id = "P1", name = "ckd", type = "ckd", capacity_mib = 64 },
                ]
                subsystems = [
                  { id = "10", type = "fb", ssid = "FF10", freeze_timer_ms = 60000 },
                  { id = "11", type = "fb", ssid = "FF11", freeze_timer_ms = 60000 },
                  { id = "20", type = "ckd", ssid = "FF20", freeze_timer_ms = 60000 },
                ]
                volumes = [
                  { id = "1000", count = 16, mib = 1, pool = "P0" },
                  { id = "1010", count = 8, mib = 1, pool = "P2", space_efficient = true },
                  { id = "1100", count = 2, mib = 1, pool = "P0" },
                  { id = "1110", mib = 2, pool = "P0" },
                  { id = "2000", count = 2, cylinders = 2, volser = "LB{id}", pool = "P1" },
                ]
                """
                .formatted(
                        settings.contains("background") ? settings : settings + "\nbackground_tracks_per_second = 0");
    }

    VirtualArray array() {
        return array;
    }

    StorageSystem system() {
        return array.system(SERIAL).orElseThrow();
    }

    HostVolume host(String volume) throws ArrayException {
        return system().host(volume);
    }

    void reopen() throws IOException, SeedException {
        array.close();
        array = VirtualArray.open(home, SeedFile.parse(seed(settings), "test"));
    }

    @Override
    public void close() throws IOException {
        array.close();
    }
}
