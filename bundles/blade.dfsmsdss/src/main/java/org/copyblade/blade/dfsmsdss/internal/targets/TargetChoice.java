package org.copyblade.blade.dfsmsdss.internal.targets;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

    private final List<Device> candidates;
    private final Set<Volser> given = new HashSet<>();

    /**
     * @param pool where targets may be taken from
     * @param reserved volumes that are in use, or that a profile names
     */
    public TargetChoice(Map<Volser, Device> devices, VolserRanges pool, Set<Volser> reserved) {
        this.candidates = pool.volumes().stream()
                .filter(volume -> devices.containsKey(volume) && !reserved.contains(volume))
                .map(devices::get)
                .toList();
    }

    /** How many targets are left. */
    public int left() {
        return candidates.size() - given.size();
    }

    public Optional<Device> next(Device source) {
        Optional<Device> target = candidates.stream()
                .filter(device -> !given.contains(device.volser()))
                .filter(device -> device.cylinders() == source.cylinders())
                .min(Comparator.comparing((Device device) -> fastPair(source, device) ? 0 : 1));
        target.ifPresent(device -> given.add(device.volser()));
        return target;
    }

    /** Whether the storage can copy one to the other. */
    public static boolean fastPair(Device source, Device target) {
        return source.system().equals(target.system()) && source.type().equals(target.type());
    }
}
