package org.copyblade.demo.ims.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.demo.fixture.ImsLabConfiguration;

/**
 * What files of configuration say of the laboratory; each map is one file. Pure.
 *
 * @param lab the group, z/OS and DS8000
 * @param placement which storage each volume is on
 * @param ports of the other storage systems that are served
 * @param originals ids of the group's volumes by their serials
 */
record LabEndpoints(
        ImsLabConfiguration lab, Placement placement, Map<Storage, Integer> ports, Map<String, String> originals) {

    private static final String USER = "admin";
    private static final int TARGETS = 3;

    Map<String, String> flashCopy() {
        // A restore that begins while the copy is still being filled, which a volume with other copies allows if it may
        // be
        // source and target at once.
        return with(lab.flashCopy(), Map.of("restore.mode", "fast", "cascading", "true"));
    }

    Map<String, String> dfsmsdss() {
        // Volumes of the storage that no other blade reaches, and no others.
        return placement.has(Storage.FAR_DS8000)
                ? with(lab.dfsmsdss(), Map.of("units", "01=4100,03=4300"))
                : lab.dfsmsdss();
    }

    Map<String, String> shadowImage() {
        return with(
                lab.connection(ports.get(Storage.VSP), USER),
                Map.of(
                        "endpoint",
                        "lab",
                        "storage.id",
                        "886000" + Storage.VSP.serial(),
                        "volsers",
                        volsers(Storage.VSP, LabEndpoints::ldev),
                        "target.volumes",
                        on(Storage.VSP).stream()
                                .map(originals::get)
                                .flatMap(id -> IntStream.rangeClosed(1, TARGETS)
                                        .mapToObj(number -> ldev(Placement.targetOf(id, number))))
                                .collect(Collectors.joining(",")),
                        "copy.pace",
                        "15",
                        "look.interval.ms",
                        "50"));
    }

    Map<String, String> timeFinder() {
        return with(
                lab.connection(ports.get(Storage.POWERMAX), USER),
                Map.of(
                        "endpoint", "lab",
                        "array", Storage.POWERMAX.serial(),
                        "volsers", volsers(Storage.POWERMAX, id -> "0" + id)));
    }

    private String volsers(Storage storage, Function<String, String> shown) {
        return on(storage).stream()
                .map(serial -> serial + "=" + shown.apply(originals.get(serial)))
                .collect(Collectors.joining(","));
    }

    private List<String> on(Storage storage) {
        return originals.keySet().stream()
                .filter(serial -> placement.of(originals.get(serial)) == storage)
                .sorted()
                .toList();
    }

    /** A VSP writes the number of a volume in decimal digits. */
    private static String ldev(String id) {
        return Integer.toString(Integer.parseInt(id, 16));
    }

    private static Map<String, String> with(Map<String, String> keys, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(keys);
        all.putAll(more);
        return all;
    }
}
