package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Splits the sessions of a group that a restore has left restored, one step: that until then they are neither restored nor
 * re-created nor ended is (unconfirmed). Where it was a restore of some members the others are copied; that these cannot be split,
 * so that a request about all of them is refused, is (unconfirmed) as well: storage groups of those that are restored are made and
 * deleted again.
 */
final class Splitting {

    private final Endpoint endpoint;
    private final CopyGroupId group;
    private final Call call;

    Splitting(Endpoint endpoint, CopyGroupId group, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.call = call;
    }

    /**
     * One step.
     *
     * @param sessions all of the group
     * @return whether one was restored: then whoever asks looks again
     */
    boolean step(List<ClonePair> sessions) throws BladeException, RestException {
        List<ClonePair> restored =
                sessions.stream().filter(ClonePair::isRestored).toList();
        if (restored.isEmpty()) {
            return false;
        }
        if (restored.size() == sessions.size()) {
            endpoint.array().clones().split(Mark.of(group), Mark.ofTargets(group), call);
            return true;
        }
        List<VolumeId> sources = restored.stream().map(ClonePair::source).toList();
        List<VolumeId> targets = restored.stream().map(ClonePair::target).toList();
        if (made(sources, targets)) {
            endpoint.array().clones().split(Mark.ofRestored(group), Mark.ofRestoredTargets(group), call);
            endpoint.array().deleteGroup(Mark.ofRestored(group), call);
            endpoint.array().deleteGroup(Mark.ofRestoredTargets(group), call);
        }
        return true;
    }

    /** Whether the storage groups of some members are of exactly these; those that a restore of others has left are deleted. */
    boolean made(List<VolumeId> sources, List<VolumeId> targets) throws BladeException, RestException {
        return made(Mark.ofRestored(group), sources) && made(Mark.ofRestoredTargets(group), targets);
    }

    private boolean made(String name, List<VolumeId> volumes) throws BladeException, RestException {
        Optional<Set<VolumeId>> there = endpoint.array().members(name, call);
        if (there.filter(found -> !Set.copyOf(volumes).containsAll(found)).isPresent()) {
            endpoint.array().deleteGroup(name, call);
            return false;
        }
        return new GroupFiller(endpoint, group, call).step(name, volumes, there).isEmpty();
    }
}
