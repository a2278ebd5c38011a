package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Gives each source the smallest free volume that it fits; the array is asked for no more of them than needed. One thread;
 * each is given once.
 */
final class Candidates {

    private static final int AT_ONCE = 8;

    private final Endpoint endpoint;
    private final List<VolumeId> ids;
    private final Predicate<Volume> free;
    private final Call call;
    private final List<Volume> known = new ArrayList<>();
    private final Set<VolumeId> given = new HashSet<>();
    private int asked;

    /** @param free whether a volume may be taken, beside its type and size */
    Candidates(Endpoint endpoint, List<VolumeId> ids, Predicate<Volume> free, Call call) {
        this.endpoint = endpoint;
        this.ids = List.copyOf(ids);
        this.free = free;
        this.call = call;
    }

    /** @param needed how many sources there are, so that they need not be asked for one by one */
    Optional<VolumeId> next(Volume source, int needed) throws RestException {
        Optional<VolumeId> target = fitting(source);
        while (target.isEmpty() && asked < ids.size()) {
            int next = Math.min(ids.size(), asked + Math.max(AT_ONCE, needed));
            known.addAll(endpoint.volumes(ids.subList(asked, next), call));
            asked = next;
            target = fitting(source);
        }
        target.ifPresent(given::add);
        return target;
    }

    private Optional<VolumeId> fitting(Volume source) {
        return known.stream()
                .filter(volume -> !given.contains(volume.id()) && free.test(volume))
                .filter(volume -> volume.emulation().equals(source.emulation()))
                .filter(volume -> volume.cylinders() >= source.cylinders())
                .min(Comparator.comparingLong(Volume::cylinders))
                .map(Volume::id);
    }
}
