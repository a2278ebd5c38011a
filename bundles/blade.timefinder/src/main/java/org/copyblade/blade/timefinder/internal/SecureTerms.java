package org.copyblade.blade.timefinder.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.SecureTerm;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Tells until when nobody may end a copy: 1 request for each of its points in time, of which a copy has one. Its storage group
 * is asked, which says the instant; its volumes only where somebody has taken that away.
 */
final class SecureTerms {

    private static final String UNTOLD = "its time, which Unisphere shows";

    private final Endpoint endpoint;
    private final Call call;

    SecureTerms(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    /** The same, of what the array has of the group now. */
    Optional<String> until(CopyGroupId group) throws RestException {
        return until(group, endpoint.array().snapshots(Optional.of(Mark.of(group)), call));
    }

    /**
     * Before what nobody can end it, in words; empty if it may be ended.
     *
     * @param snapshots of the group
     */
    Optional<String> until(CopyGroupId group, Collection<DeviceSnapshot> snapshots) throws RestException {
        Set<Integer> generations =
                snapshots.stream().map(DeviceSnapshot::generation).collect(Collectors.toCollection(TreeSet::new));
        for (int generation : generations) {
            Optional<String> until = until(group, snapshots, generation);
            if (until.isPresent()) {
                return until;
            }
        }
        return Optional.empty();
    }

    private Optional<String> until(CopyGroupId group, Collection<DeviceSnapshot> snapshots, int generation)
            throws RestException {
        try {
            return endpoint.array().secure(Mark.of(group), generation, call).map(SecureTerm::until);
        } catch (RestException e) {
            if (!e.isGone()) {
                throw e;
            }
        }
        List<VolumeId> volumes = snapshots.stream()
                .filter(snapshot -> snapshot.generation() == generation)
                .map(DeviceSnapshot::volume)
                .toList();
        boolean secured = endpoint.snapshots(volumes, call).stream()
                .anyMatch(snapshot -> snapshot.secured()
                        && snapshot.name().equals(Mark.of(group))
                        && snapshot.generation() == generation);
        return secured ? Optional.of(UNTOLD) : Optional.empty();
    }
}
