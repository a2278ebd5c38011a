package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.PowerMax;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Everything slow before the point in time: a storage group of exactly the sources, because a snapshot is consistent over
 * one group. The group bears the mark, and is the sign that something of this copy may be there. For one step.
 */
final class Preparer {

    /** Volumes that one request adds to a group; what the server takes at most is (unconfirmed). */
    private static final int VOLUMES_PER_REQUEST = 100;

    private static final Duration SOON = Duration.ofMillis(1);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final TimeFinderBinding binding;
    private final Call call;
    private final String name;

    Preparer(Endpoint endpoint, CopyGroup group, TimeFinderBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
        this.name = Mark.of(group.id());
    }

    Preparation step() throws BladeException, RestException {
        requirePlanned();
        PowerMax array = endpoint.array();
        Optional<Set<VolumeId>> there = array.members(name, call);
        if (there.isEmpty()) {
            if (binding.stage() == Stage.PREPARED) {
                throw TimeFinderFault.STATE.error(
                        "cannot prepare " + group.id() + ": its storage group " + name + " is gone",
                        "it was withdrawn; plan a new group");
            }
            array.createGroup(name, emulation(), call);
            return new Preparation.Continues(BindingForm.write(binding), 0, SOON);
        }
        Set<VolumeId> missing = new LinkedHashSet<>(binding.sources());
        missing.removeAll(there.get());
        Set<VolumeId> wanted = new HashSet<>(binding.sources());
        if (!wanted.containsAll(there.get()) || !missing.isEmpty() && binding.stage() == Stage.PREPARED) {
            throw TimeFinderFault.GROUP.error(
                    "cannot prepare " + group.id() + ": its storage group " + name + " is "
                            + GroupView.difference(wanted, there.get()),
                    "somebody has changed the storage group; plan a new group",
                    Recovery.ASK_OPERATOR);
        }
        if (!missing.isEmpty()) {
            array.addToGroup(name, missing.stream().limit(VOLUMES_PER_REQUEST).toList(), call);
            int left = Math.max(0, missing.size() - VOLUMES_PER_REQUEST);
            return new Preparation.Continues(BindingForm.write(binding), 100 - 100 * left / wanted.size(), SOON);
        }
        return Preparation.Prepared.withoutHold(
                BindingForm.write(binding.prepared(array.version(call))), CopyMethod.FAST);
    }

    private void requirePlanned() throws BladeException {
        if (binding.stage() == Stage.ESTABLISHED) {
            throw TimeFinderFault.STATE.error(
                    "cannot prepare " + group.id() + ": it is established already", "ask for the state of the copy");
        }
        for (CopyMember member : group.members()) {
            Members.sourceOf(group, binding, member);
        }
    }

    private String emulation() throws BladeException, RestException {
        List<Volume> first = endpoint.volumes(binding.sources().subList(0, 1), call);
        if (first.isEmpty()) {
            throw TimeFinderFault.VOLUME.error(
                    "cannot prepare " + group.id() + ": there is no volume "
                            + binding.sources().get(0),
                    "locate the volumes of the system anew");
        }
        return first.get(0).emulation();
    }
}
