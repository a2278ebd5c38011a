package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;

/**
 * Where z/OS finds a target: its device number, and the serial that it has from its source. Nothing changes on the storage;
 * relabelling and varying online is done on z/OS by whoever reads the copy.
 */
final class Exposure {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final ShadowBinding binding;
    private final Call call;

    Exposure(Endpoint endpoint, CopyGroup group, ShadowBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Exposed expose(Set<String> names, ExposeMode mode) throws BladeException, RestException {
        Members bound = new Members(group, binding);
        bound.sources(names);
        if (mode == ExposeMode.WRITABLE) {
            throw ShadowFault.REQUEST.error(
                    "cannot expose " + group.id()
                            + " writable: that would change the copy, and a further target is not made",
                    "expose it for reading only");
        }
        CopyState state = new Judge(binding, group.id(), endpoint.look(binding, call)).state();
        if (!(state instanceof CopyState.Established)) {
            throw ShadowFault.STATE.error(
                    "cannot expose " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
        List<Exposed.Exposure> exposures = new ArrayList<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                exposures.add(new Exposed.Exposure(member.name(), location(bound.pairOf(member))));
            }
        }
        return new Exposed(BindingForm.write(binding), exposures);
    }

    private String location(BoundPair pair) throws BladeException {
        Optional<String> serial = endpoint.settings().volser(pair.pvol());
        Optional<String> unit = endpoint.settings().units().unit(pair.svol());
        if (serial.isEmpty() || unit.isEmpty()) {
            throw ShadowFault.REQUEST.error(
                    "cannot expose target " + pair.svol() + " of " + group.id() + ": "
                            + (unit.isEmpty()
                                    ? "its device number is not known"
                                    : "the volume serial of its source " + pair.pvol() + " is not known"),
                    "name it in '" + (unit.isEmpty() ? "units" : "volsers") + "' of the endpoint");
        }
        return serial.get() + "@" + unit.get();
    }
}
