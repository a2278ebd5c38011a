package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
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
    private final FlashBinding binding;
    private final Call call;

    Exposure(Endpoint endpoint, CopyGroup group, FlashBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Exposed expose(Set<String> names, ExposeMode mode) throws BladeException, RestException {
        Members members = new Members(group, binding);
        Set<VolumeId> sources = members.sources(names);
        if (mode == ExposeMode.WRITABLE) {
            throw FlashFault.REQUEST.error(
                    "cannot expose " + group.id()
                            + " writable: that would change the copy, and a further target is not made",
                    "expose it for reading only");
        }
        Set<String> subsystems = new TreeSet<>(binding.targetSubsystems());
        sources.forEach(source -> subsystems.add(source.lss()));
        StorageView view = endpoint.look(subsystems, call);
        CopyState state = new Judge(binding, group.id(), view).state();
        if (!(state instanceof CopyState.Established)) {
            throw FlashFault.STATE.error(
                    "cannot expose " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
        List<Exposed.Exposure> exposures = new ArrayList<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                exposures.add(new Exposed.Exposure(member.name(), location(view, members.pairOf(member))));
            }
        }
        return new Exposed(BindingForm.write(binding), exposures);
    }

    private String location(StorageView view, BoundPair pair) throws BladeException {
        Map<String, Integer> units = endpoint.settings().units();
        Optional<Integer> first = Optional.ofNullable(units.get(pair.target().lss()));
        Optional<String> serial =
                pair.source().flatMap(view::volume).map(Volume::volser).filter(volser -> !volser.isEmpty());
        if (first.isEmpty() || serial.isEmpty()) {
            throw FlashFault.REQUEST.error(
                    "cannot expose target " + pair.target() + " of " + group.id() + ": "
                            + (first.isEmpty()
                                    ? "its device number is not known"
                                    : "its source has no volume serial, and volumes of open systems are not mapped"),
                    "give the first device number of subsystem " + pair.target().lss() + " in 'units' of the endpoint");
        }
        return serial.get() + "@"
                + String.format("%04X", first.get() + pair.target().number());
    }
}
