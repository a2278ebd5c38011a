package org.copyblade.lab.ims;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.SeedFile;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;

/** A group with real threads on the virtual array: seven volumes and a target for each. */
final class LiveGroup implements AutoCloseable {
    static final ImsSeed SEED = new ImsSeed(
            "BANKPRD",
            "PLEX1",
            List.of("IMS1", "IMS2"),
            "IMSLG1",
            "IMSLG2",
            "IMSSYS",
            List.of("IMSDB1", "IMSDB2", "IMSDB3"),
            "IMSARC",
            3,
            6,
            2,
            1,
            4,
            0,
            2_000);

    private final VirtualArray array;
    private final ImsPlex plex;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private LiveGroup(Path home) throws Exception {
        this.array = VirtualArray.open(home, SeedFile.parse(seed(), "test"));
        this.plex = ImsPlex.open(SEED, volumes(0), (imsid, message) -> messages.add(message));
    }

    static LiveGroup open(Path home) throws Exception {
        return new LiveGroup(home);
    }

    private static String seed() {
        StringBuilder volumes = new StringBuilder();
        for (int number = 0; number < SEED.volumes().size(); number++) {
            String volser = SEED.volumes().get(number);
            int cylinders = volser.equals("IMSARC") ? 40 : 10;
            volumes.append(String.format(
                    "{ id = \"01%02X\", cylinders = %d, volser = \"%s\", pool = \"P0\" },%n",
                    number, cylinders, volser));
            volumes.append(
                    String.format("{ id = \"01%02X\", cylinders = %d, pool = \"P0\" },%n", number + 16, cylinders));
        }
        return """
                [[systems]]
                serial = "75IMS01"
                name = "ims"
                background_tracks_per_second = 0
                users = [{ name = "admin", password = "secret" }]
                pools = [{ id = "P0", name = "ckd", type = "ckd", capacity_mib = 4096 }]
                subsystems = [{ id = "01", type = "ckd", ssid = "FF01", freeze_timer_ms = 60000 }]
                volumes = [
                """
                + volumes + "]\n";
    }

    ImsPlex plex() {
        return plex;
    }

    /** What members have told the operator. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    StorageSystem system() {
        return array.systems().get(0);
    }

    List<PairRequest> pairs() {
        List<PairRequest> pairs = new ArrayList<>();
        for (int number = 0; number < SEED.volumes().size(); number++) {
            pairs.add(PairRequest.ofVolumes(String.format("01%02X", number), String.format("01%02X", number + 16)));
        }
        return pairs;
    }

    /** The copies, under the serials of their originals. */
    Map<String, HostVolume> copies() throws ArrayException {
        return volumes(16);
    }

    Map<String, HostVolume> originals() throws ArrayException {
        return volumes(0);
    }

    private Map<String, HostVolume> volumes(int offset) throws ArrayException {
        Map<String, HostVolume> volumes = new TreeMap<>();
        for (int number = 0; number < SEED.volumes().size(); number++) {
            volumes.put(
                    SEED.volumes().get(number), array.systems().get(0).host(String.format("01%02X", number + offset)));
        }
        return volumes;
    }

    void work(int units) throws InterruptedException {
        long goal = plex.committed() + units;
        while (plex.committed() < goal) {
            Thread.sleep(1);
        }
    }

    @Override
    public void close() throws IOException {
        plex.close();
        array.close();
    }
}
