package org.copyblade.demo.ims.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.copyblade.lab.array.ArraySeed;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.VolumeSeed;

/**
 * Which storage each volume of the group is on. Its targets are beside it, under the ids that they have in the seed; what z/OS
 * knows by labels of its own is on the DS8000, unless it is named. Pure.
 *
 * @param rest where the volumes are that are not named
 * @param named storage by the id of a volume
 */
record Placement(Storage rest, Map<String, Storage> named) {

    private static final String OWN_SUBSYSTEM = "03";

    /** All four. What only z/OS reaches has targets that z/OS knows, too. */
    static final Placement EVERYWHERE = new Placement(
            Storage.DS8000,
            Map.of(
                    "0102", Storage.FAR_DS8000,
                    "0103", Storage.POWERMAX,
                    "0200", Storage.VSP,
                    "0201", Storage.VSP,
                    "0202", Storage.POWERMAX,
                    "0302", Storage.FAR_DS8000));

    Placement {
        named = Map.copyOf(named);
    }

    static Placement on(Storage storage) {
        return new Placement(storage, Map.of());
    }

    /** Where a volume is, or the volume that it is a target of. */
    Storage of(String id) {
        return named.getOrDefault(targetOf(id, 0), id.startsWith(OWN_SUBSYSTEM) ? Storage.DS8000 : rest);
    }

    /** The id of a target of a volume: targets are numbered in the third digit, from 1, and 0 is the volume itself. */
    static String targetOf(String id, int number) {
        return id.substring(0, 2) + number + id.substring(3);
    }

    boolean has(Storage storage) {
        return storage == Storage.DS8000 || storage == rest || named.containsValue(storage);
    }

    /** The storage of a seed with one system, its volumes moved to where they are. */
    ArraySeed of(ArraySeed seed) {
        SystemSeed one = seed.systems().get(0);
        List<VolumeSeed> volumes =
                one.volumes().stream().flatMap(Placement::each).toList();
        List<SystemSeed> systems = Arrays.stream(Storage.values())
                .filter(this::has)
                .map(storage -> storage.like(
                        one,
                        volumes.stream()
                                .filter(volume -> of(volume.id()) == storage)
                                .toList()))
                .toList();
        return new ArraySeed(systems, seed.faults(), seed.hosts());
    }

    private static Stream<VolumeSeed> each(VolumeSeed volumes) {
        return IntStream.range(0, volumes.count())
                .mapToObj(index -> new VolumeSeed(
                        volumes.idOf(index),
                        1,
                        volumes.nameOf(index),
                        volumes.volserOf(index),
                        volumes.cylinders(),
                        volumes.mib(),
                        volumes.pool(),
                        volumes.spaceEfficient()));
    }
}
