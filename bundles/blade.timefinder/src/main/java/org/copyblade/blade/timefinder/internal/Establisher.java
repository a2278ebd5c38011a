package org.copyblade.blade.timefinder.internal;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.PointInTime;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * The point in time: one request for the storage group, and nothing else inside the window. It is never sent twice, because
 * a second one would make a further point in time.
 */
final class Establisher {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final TimeFinderBinding binding;

    Establisher(Endpoint endpoint, CopyGroup group, TimeFinderBinding binding) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
    }

    Establishment establish(Hold hold, Call call) throws BladeException {
        Readiness.require(
                group.id(), binding.stage() != Stage.PLANNED, binding.stage() == Stage.ESTABLISHED, hold, call);
        Instant at = Instant.now();
        long sentNanos = System.nanoTime();
        PointInTime point = send(call);
        long answeredNanos = System.nanoTime();
        requireAll(point);
        return new Establishment(
                BindingForm.write(binding.established(point.snapid(), at)),
                at,
                sentNanos,
                answeredNanos,
                answeredNanos - sentNanos);
    }

    private PointInTime send(Call call) throws BladeException {
        String name = Mark.of(group.id());
        try {
            return endpoint.windowArray()
                    .establish(
                            binding.version(), name, name, endpoint.settings().term(), call);
        } catch (RestException e) {
            throw Failures.once("establish " + group.id(), e);
        }
    }

    /** Somebody may have changed the storage group since it was looked at last. */
    private void requireAll(PointInTime point) throws BladeException {
        Set<VolumeId> wanted = new HashSet<>(binding.sources());
        if (!point.volumes().equals(wanted)) {
            throw TimeFinderFault.GROUP.error(
                    "cannot establish " + group.id() + ": its storage group " + Mark.of(group.id()) + " was "
                            + GroupView.difference(wanted, point.volumes()),
                    "somebody has changed the storage group; withdraw the copy and plan a new group");
        }
    }
}
