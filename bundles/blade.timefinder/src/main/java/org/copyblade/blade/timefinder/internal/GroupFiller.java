package org.copyblade.blade.timefinder.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Makes storage groups of exactly the volumes that are wanted, a step at a time; each looks first what is done already. */
final class GroupFiller {

    /** Volumes that one request adds to a group; what the server takes at most is (unconfirmed). */
    private static final int VOLUMES_PER_REQUEST = 100;

    private final Endpoint endpoint;
    private final CopyGroupId group;
    private final Call call;

    GroupFiller(Endpoint endpoint, CopyGroupId group, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.call = call;
    }

    /** How many volumes are still missing after this step; empty if the group was there with all of them before. */
    OptionalInt step(String name, Collection<VolumeId> volumes) throws BladeException, RestException {
        return step(name, volumes, endpoint.array().members(name, call));
    }

    /** @param there the volumes that the group has; empty if there is none */
    OptionalInt step(String name, Collection<VolumeId> volumes, Optional<Set<VolumeId>> there)
            throws BladeException, RestException {
        if (there.isEmpty()) {
            endpoint.array().createGroup(name, emulation(volumes), call);
            return OptionalInt.of(volumes.size());
        }
        // Asked for each volume that is there: the list of wanted ones would be searched for each.
        Set<VolumeId> wanted = new LinkedHashSet<>(volumes);
        Set<VolumeId> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(there.get());
        if (!wanted.containsAll(there.get())) {
            throw changed(name, volumes, there.get());
        }
        if (missing.isEmpty()) {
            return OptionalInt.empty();
        }
        endpoint.array()
                .addToGroup(name, missing.stream().limit(VOLUMES_PER_REQUEST).toList(), call);
        return OptionalInt.of(Math.max(0, missing.size() - VOLUMES_PER_REQUEST));
    }

    /** The error of a group that has not the volumes that it should have. */
    BladeException changed(String name, Collection<VolumeId> volumes, Set<VolumeId> there) {
        return TimeFinderFault.GROUP.error(
                "cannot prepare " + group + ": its storage group " + name + " is "
                        + GroupView.difference(new HashSet<>(volumes), there),
                "somebody has changed the storage group; plan a new group",
                Recovery.ASK_OPERATOR);
    }

    private String emulation(Collection<VolumeId> volumes) throws BladeException, RestException {
        VolumeId first = volumes.iterator().next();
        List<Volume> found = endpoint.volumes(List.of(first), call);
        if (found.isEmpty()) {
            throw TimeFinderFault.VOLUME.error(
                    "cannot prepare " + group + ": there is no volume " + first,
                    "locate the volumes of the system anew");
        }
        return found.get(0).emulation();
    }
}
