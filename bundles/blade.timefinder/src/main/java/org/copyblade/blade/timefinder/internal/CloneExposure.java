package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Where z/OS finds the target of a clone: its device number, and the serial that it has from its source. Nothing changes on
 * the storage; relabelling and varying online is done on z/OS by whoever reads the copy.
 */
final class CloneExposure {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CloneBinding binding;
    private final Call call;

    CloneExposure(Endpoint endpoint, CopyGroup group, CloneBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Exposed expose(Set<String> names, ExposeMode mode) throws BladeException, RestException {
        Members<BoundPair> members = Members.of(group, binding);
        members.sources(names);
        if (mode == ExposeMode.WRITABLE) {
            throw TimeFinderFault.REQUEST.error(
                    "cannot expose " + group.id()
                            + " writable: that would change the copy, and a further target is not made",
                    "expose it for reading only, or copy by snapvx");
        }
        CopyState state = new CloneJudge(binding, endpoint.look(group.id(), binding, call)).state();
        if (!(state instanceof CopyState.Established)) {
            throw TimeFinderFault.STATE.error(
                    "cannot expose " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
        List<Exposed.Exposure> exposures = new ArrayList<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                BoundPair pair = members.of(member);
                exposures.add(new Exposed.Exposure(
                        member.name(), Locations.of(endpoint.settings(), group.id(), pair.source(), pair.target())));
            }
        }
        return new Exposed(CloneBindingForm.write(binding), exposures);
    }
}
