package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.PowerMax;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Everything slow before the point in time: a storage group of exactly the sources, because a snapshot is consistent over
 * one group. The group bears the mark, and is the sign that something of this copy may be there. For one step.
 */
final class Preparer {

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
        if (there.isEmpty() && binding.stage() == Stage.PREPARED) {
            throw TimeFinderFault.STATE.error(
                    "cannot prepare " + group.id() + ": its storage group " + name + " is gone",
                    "it was withdrawn; plan a new group");
        }
        GroupFiller filler = new GroupFiller(endpoint, group.id(), call);
        Set<VolumeId> wanted = Set.copyOf(binding.sources());
        if (binding.stage() == Stage.PREPARED && !there.filter(wanted::equals).isPresent()) {
            throw filler.changed(name, wanted, there.orElseThrow());
        }
        OptionalInt left = filler.step(name, binding.sources(), there);
        if (left.isPresent()) {
            return new Preparation.Continues(
                    BindingForm.write(binding), 100 - 100 * left.getAsInt() / wanted.size(), SOON);
        }
        return Preparation.Prepared.withoutHold(
                BindingForm.write(binding.prepared(array.version(call))), CopyMethod.FAST);
    }

    private void requirePlanned() throws BladeException {
        if (binding.stage() == Stage.ESTABLISHED) {
            throw TimeFinderFault.STATE.error(
                    "cannot prepare " + group.id() + ": it is established already", "ask for the state of the copy");
        }
        Members<VolumeId> members = Members.of(group, binding);
        for (CopyMember member : group.members()) {
            members.sourceOf(member);
        }
    }
}
