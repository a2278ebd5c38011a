package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Shows members of a copy on volumes of ours, by links in the mode that its profile wants. What is written there never reaches the snapshot;
 * for reading after somebody may have written the link is renewed. Varying online is done on z/OS.
 */
final class Exposure {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final TimeFinderBinding binding;
    private final Call call;

    Exposure(Endpoint endpoint, CopyGroup group, TimeFinderBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Exposed expose(Set<String> names, ExposeMode mode) throws BladeException, RestException {
        Members<VolumeId> members = Members.of(group, binding);
        Set<VolumeId> sources = members.sources(names);
        GroupView view = endpoint.look(group.id(), call);
        CopyState state = new Judge(binding, view).state();
        if (!(state instanceof CopyState.Established)) {
            throw TimeFinderFault.STATE.error(
                    "cannot expose " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
        List<Shown> links = endpoint.links(group.id(), view.snapshots(), call);
        Linker linker = new Linker(endpoint, group, binding, call);
        if (binding.writable() && mode == ExposeMode.READ_ONLY && !links.isEmpty()) {
            links = linker.refresh(links);
        }
        Map<VolumeId, VolumeId> shown = new HashMap<>();
        links.stream().map(Shown::link).forEach(link -> shown.put(link.source(), link.target()));
        List<VolumeId> missing =
                sources.stream().filter(source -> !shown.containsKey(source)).toList();
        List<Exposed.Exposure> exposures = new ArrayList<>();
        if (!missing.isEmpty()) {
            for (Link link : linker.link(missing)) {
                shown.put(link.source(), link.target());
            }
        }
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                VolumeId source = members.sourceOf(member);
                exposures.add(new Exposed.Exposure(member.name(), location(source, shown.get(source))));
            }
        }
        return new Exposed(BindingForm.write(binding.shownWritable(mode == ExposeMode.WRITABLE)), exposures);
    }

    /** Ends every link of the group. */
    TimeFinderBinding conceal() throws BladeException, RestException {
        new Unlinking("conceal " + group.id(), call)
                .all(this::links, links -> endpoint.array().linking().unlink(Mark.of(group.id()), links, call));
        return binding.shownWritable(false);
    }

    private List<Shown> links() throws RestException {
        GroupView view = endpoint.look(group.id(), call);
        return endpoint.links(group.id(), view.snapshots(), call);
    }

    private String location(VolumeId source, VolumeId target) throws BladeException {
        return Locations.of(endpoint.settings(), group.id(), source, target);
    }
}
