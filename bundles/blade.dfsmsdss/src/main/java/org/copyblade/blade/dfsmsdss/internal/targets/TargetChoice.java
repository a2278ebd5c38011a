package org.copyblade.blade.dfsmsdss.internal.targets;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;

/**
 * Takes free targets out of a pool: of the size of the source, because a larger one could not be copied back, and first those
 * on its storage system and of its type. One thread; each target is given once.
 */
public final class TargetChoice {

    private record Kind(String system, String type) {
        static Kind of(Device device) {
            return new Kind(device.system(), device.type());
        }
    }

    /** A target and its place in the pool. */
    private record Place(int number, Device device) {}

    private final Map<Integer, Map<Kind, Deque<Place>>> bySize = new HashMap<>();
    private int left;

    /**
     * @param pool where targets may be taken from
     * @param reserved volumes that are in use, or that a profile names
     */
    public TargetChoice(Map<Volser, Device> devices, VolserRanges pool, Set<Volser> reserved) {
        pool.volumes().stream()
                .filter(volume -> devices.containsKey(volume) && !reserved.contains(volume))
                .map(devices::get)
                .forEach(this::add);
    }

    private void add(Device device) {
        bySize.computeIfAbsent(device.cylinders(), size -> new HashMap<>())
                .computeIfAbsent(Kind.of(device), kind -> new ArrayDeque<>())
                .add(new Place(left, device));
        left++;
    }

    /** How many targets are left. */
    public int left() {
        return left;
    }

    /** The first of its system and type in the pool; the first of its size where there is none. */
    public Optional<Device> next(Device source) {
        Map<Kind, Deque<Place>> byKind = bySize.getOrDefault(source.cylinders(), Map.of());
        Optional<Deque<Place>> own = Optional.ofNullable(byKind.get(Kind.of(source)));
        Optional<Deque<Place>> places = own.filter(queue -> !queue.isEmpty()).or(() -> byKind.values().stream()
                .filter(queue -> !queue.isEmpty())
                .min(Comparator.comparingInt(queue -> queue.element().number())));
        Optional<Device> target = places.map(queue -> queue.remove().device());
        target.ifPresent(given -> left--);
        return target;
    }

    /** Whether the storage can copy one to the other. */
    public static boolean fastPair(Device source, Device target) {
        return Kind.of(source).equals(Kind.of(target));
    }
}
