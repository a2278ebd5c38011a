package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Gives targets to sources. The array is asked for volumes until each source has one of its own size; where there is none, for
 * all of them, because a larger one is taken only when no other is left. One thread.
 */
final class Candidates {

    private static final int AT_ONCE = 8;

    private final Endpoint endpoint;
    private final List<VolumeId> ids;
    private final Predicate<Volume> free;
    private final Call call;

    /** @param free whether a volume may be taken, beside its type and size */
    Candidates(Endpoint endpoint, List<VolumeId> ids, Predicate<Volume> free, Call call) {
        this.endpoint = endpoint;
        this.ids = List.copyOf(ids);
        this.free = free;
        this.call = call;
    }

    /** Targets by source; a source that no free volume fits has none. */
    Map<VolumeId, VolumeId> targets(List<Volume> sources) throws RestException {
        List<Volume> known = new ArrayList<>();
        TargetChoice choice = TargetChoice.of(sources, known);
        int asked = 0;
        while (!choice.isExact() && asked < ids.size()) {
            int next = Math.min(ids.size(), asked + Math.max(AT_ONCE, sources.size()));
            endpoint.volumes(ids.subList(asked, next), call).stream()
                    .filter(free)
                    .forEach(known::add);
            asked = next;
            choice = TargetChoice.of(sources, known);
        }
        return choice.targets();
    }
}
