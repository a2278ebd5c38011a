package org.copyblade.itests.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.blade.shadowimage.internal.ShadowImageBlade;
import org.copyblade.blade.shadowimage.internal.ShadowImageConfig;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.timefinder.internal.TimeFinderBlade;
import org.copyblade.blade.timefinder.internal.TimeFinderConfig;
import org.copyblade.itests.rig.RigConfig;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.powermax.PowerMaxFace;
import org.copyblade.lab.vsp.VspFace;

/**
 * A VSP and a PowerMax, each a laboratory of its own, with so many sources each and 5 ms added to every request, and the
 * blades that drive them. Safe for many threads.
 */
final class TwoArrays implements AutoCloseable {

    private static final int DELAY_MS = 5;

    /** Of one subsystem: the rest of its 256 numbers is left free. */
    private static final int PER_SUBSYSTEM = 250;

    private static final int FIRST_SOURCE = 0x0100;
    private static final int FIRST_TARGET = 0x0400;
    private static final String PASSWORD = "secret";

    private final VspFace vsp;
    private final PowerMaxFace powermax;
    private final Path password;
    private final int each;

    private TwoArrays(VspFace vsp, PowerMaxFace powermax, Path password, int each) {
        this.vsp = vsp;
        this.powermax = powermax;
        this.password = password;
        this.each = each;
    }

    /** @param each volumes of each array that are to be copied, 750 at most */
    static TwoArrays start(Path directory, int each) throws IOException, SeedException {
        Path password = Files.createFile(
                directory.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, PASSWORD + "\n");
        VspFace vsp = VspFace.start(seed(directory, "vsp", "123456", each, "SV"), directory.resolve("lab-vsp"), 0);
        boolean both = false;
        try {
            PowerMaxFace powermax = PowerMaxFace.start(
                    seed(directory, "powermax", "000197900001", each, "TV"), directory.resolve("lab-powermax"), 0);
            both = true;
            TwoArrays arrays = new TwoArrays(vsp, powermax, password, each);
            arrays.storages().forEach(array -> array.faults()
                    .add(Fault.once(Fault.Kind.SLOW, "*").withDelayMs(DELAY_MS).hitting(0, 0)));
            return arrays;
        } finally {
            if (!both) {
                vsp.close();
            }
        }
    }

    private static Path seed(Path directory, String name, String serial, int each, String volser) throws IOException {
        StringBuilder text = new StringBuilder(
                """
                [[systems]]
                serial = "%s"
                name = "%s"
                bundle = "6079.175.0"
                cascading = true
                multiple_incremental = true
                background_tracks_per_second = 100000
                users = [{ name = "admin", password = "%s" }]
                  [[systems.pools]]
                  id = "P1"
                  name = "ckd_pool"
                  type = "ckd"
                  capacity_mib = 32768
                """
                        .formatted(serial, name, PASSWORD));
        for (int done = 0; done < each; done += PER_SUBSYSTEM) {
            int count = Math.min(PER_SUBSYSTEM, each - done);
            text.append(volumes(FIRST_SOURCE + done / PER_SUBSYSTEM * 0x100, count, volser));
            text.append(volumes(FIRST_TARGET + done / PER_SUBSYSTEM * 0x100, count, ""));
        }
        return Files.writeString(directory.resolve(name + ".toml"), text);
    }

    private static String volumes(int first, int count, String volser) {
        return """
                  [[systems.subsystems]]
                  id = "%1$02X"
                  type = "ckd"
                  ssid = "FF%1$02X"
                  [[systems.volumes]]
                  id = "%2$04X"
                  count = %3$d
                  name = "V_{id}"
                  volser = "%4$s"
                  cylinders = 1
                  pool = "P1"
                """
                .formatted(first / 0x100, first, count, volser.isEmpty() ? "" : volser + "{id}");
    }

    /** Serials of all volumes that are to be copied. */
    List<String> serials() {
        List<String> serials = new ArrayList<>();
        sources().forEach(number -> serials.add(String.format("SV%04X", number)));
        sources().forEach(number -> serials.add(String.format("TV%04X", number)));
        return serials;
    }

    private IntStream sources() {
        return numbers(FIRST_SOURCE);
    }

    private IntStream numbers(int first) {
        return IntStream.range(0, each).map(index -> first + index / PER_SUBSYSTEM * 0x100 + index % PER_SUBSYSTEM);
    }

    CopyBlade shadowImage() {
        Map<String, Object> keys = connection(vsp.endpoints().get(0).port(), vsp.fingerprint());
        keys.put("storage.id", "886000123456");
        keys.put("volsers", volsers("SV", number -> Integer.toString(number)));
        keys.put(
                "target.volumes",
                numbers(FIRST_TARGET).mapToObj(Integer::toString).collect(Collectors.joining(",")));
        keys.put("snapshot.pool", "1");
        keys.put("copy.pace", "15");
        keys.put("look.interval.ms", "50");
        return new ShadowImageBlade(RigConfig.of(ShadowImageConfig.class, keys), keys);
    }

    CopyBlade timeFinder() {
        Map<String, Object> keys = connection(powermax.port(), powermax.fingerprint());
        keys.put("array", "000197900001");
        keys.put("volsers", volsers("TV", TwoArrays::device));
        keys.put(
                "target.volumes",
                numbers(FIRST_TARGET).mapToObj(TwoArrays::device).collect(Collectors.joining(",")));
        return new TimeFinderBlade(RigConfig.of(TimeFinderConfig.class, keys), keys);
    }

    private static String device(int number) {
        return String.format("%05X", number);
    }

    /** A target for each source of the PowerMax, as a profile names them. */
    String bcvSet() {
        return sources()
                .mapToObj(number -> device(number) + ":" + device(number + FIRST_TARGET - FIRST_SOURCE))
                .collect(Collectors.joining(","));
    }

    private String volsers(String prefix, Function<Integer, String> id) {
        return sources()
                .mapToObj(number -> String.format("%s%04X=%s", prefix, number, id.apply(number)))
                .collect(Collectors.joining(","));
    }

    private Map<String, Object> connection(int port, String certificate) {
        return new HashMap<>(Map.of(
                "endpoint", "lab",
                "host", "localhost",
                "port", Integer.toString(port),
                "user", "admin",
                "password.file", password.toString(),
                "certificate.sha256", certificate,
                "late.request.limit.s", "1"));
    }

    /** The VSP, then the PowerMax. */
    List<VirtualArray> storages() {
        return List.of(vsp.array(), powermax.array());
    }

    /** What is on both arrays besides the copies of one backup: each pair of the VSP, each snapshot or clone of the PowerMax. */
    int leftovers(MixedMethod method) {
        int pairs = vsp.array().systems().get(0).relations().size();
        int snapshots = powermax.array().systems().get(0).snapshots().all().size();
        int clones = powermax.array().systems().get(0).relations().size();
        return Math.abs(pairs - each)
                + Math.abs(snapshots - (method.clones() ? 0 : 1))
                + Math.abs(clones - (method.clones() ? each : 0));
    }

    @Override
    public void close() throws IOException {
        try {
            vsp.close();
        } finally {
            powermax.close();
        }
    }
}
