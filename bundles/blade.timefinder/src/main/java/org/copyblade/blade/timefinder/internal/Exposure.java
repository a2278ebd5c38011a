package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Shows members of a copy on volumes of ours, by links that copy nothing. What is written there never reaches the snapshot;
 * for reading after somebody may have written the link is made anew. Varying online is done on z/OS.
 */
final class Exposure {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final TimeFinderBinding binding;
    private final Call call;
    private final String name;

    Exposure(Endpoint endpoint, CopyGroup group, TimeFinderBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
        this.name = Mark.of(group.id());
    }

    Exposed expose(Set<String> names, ExposeMode mode) throws BladeException, RestException {
        Set<VolumeId> sources = Members.sources(group, binding, names);
        GroupView view = endpoint.look(group.id(), call);
        CopyState state = new Judge(binding, view).state();
        if (!(state instanceof CopyState.Established)) {
            throw TimeFinderFault.STATE.error(
                    "cannot expose " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
        List<Link> links = endpoint.links(group.id(), view.snapshots(), call);
        if (binding.writable() && mode == ExposeMode.READ_ONLY && !links.isEmpty()) {
            unlink(links);
            links = List.of();
        }
        Map<VolumeId, VolumeId> shown = new HashMap<>();
        links.forEach(link -> shown.put(link.source(), link.target()));
        List<VolumeId> missing =
                sources.stream().filter(source -> !shown.containsKey(source)).toList();
        List<Exposed.Exposure> exposures = new ArrayList<>();
        if (!missing.isEmpty()) {
            for (Link link : link(missing)) {
                shown.put(link.source(), link.target());
            }
        }
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                VolumeId source = Members.sourceOf(group, binding, member);
                exposures.add(new Exposed.Exposure(member.name(), location(source, shown.get(source))));
            }
        }
        boolean writable = mode == ExposeMode.WRITABLE || binding.writable() && !links.isEmpty();
        return new Exposed(BindingForm.write(binding.shownWritable(writable)), exposures);
    }

    /** Ends every link of the group. */
    TimeFinderBinding conceal() throws RestException {
        GroupView view = endpoint.look(group.id(), call);
        unlink(endpoint.links(group.id(), view.snapshots(), call));
        return binding.shownWritable(false);
    }

    private void unlink(List<Link> links) throws RestException {
        if (!links.isEmpty()) {
            endpoint.array().unlink(name, links, call);
        }
    }

    private List<Link> link(List<VolumeId> sources) throws BladeException, RestException {
        List<Link> pairs = pairs(sources);
        for (Link pair : pairs) {
            location(pair.source(), pair.target());
        }
        long snapid = binding.snapid().isPresent()
                ? binding.snapid().getAsLong()
                : endpoint.array().snapid(sources.get(0), name, call);
        try {
            endpoint.array().link(name, snapid, pairs, call);
            return pairs;
        } catch (RestException e) {
            if (e.says("already a Copy session Target device")) {
                throw TimeFinderFault.TARGETS.error(
                        "cannot expose " + group.id() + ": somebody else has taken a target meanwhile: "
                                + e.getMessage(),
                        "try again",
                        Recovery.RETRY);
            }
            throw e;
        }
    }

    /** Each source with the smallest free volume that it fits; the array is asked for no more of them than needed. */
    private List<Link> pairs(List<VolumeId> sources) throws BladeException, RestException {
        List<Volume> wanted = endpoint.volumes(sources, call);
        List<VolumeId> candidates = endpoint.settings().targets().volumes();
        List<Link> pairs = new ArrayList<>();
        Set<VolumeId> given = new HashSet<>();
        List<Volume> known = new ArrayList<>();
        int asked = 0;
        for (Volume source : wanted) {
            Optional<Volume> target = fitting(source, known, given);
            while (target.isEmpty() && asked < candidates.size()) {
                int next = Math.min(candidates.size(), asked + Math.max(8, sources.size()));
                known.addAll(endpoint.volumes(candidates.subList(asked, next), call));
                asked = next;
                target = fitting(source, known, given);
            }
            if (target.isEmpty()) {
                throw TimeFinderFault.TARGETS.error(
                        "cannot expose " + group.id() + ": no free volume of 'target.volumes' fits " + source.id(),
                        "conceal another copy, or add volumes to 'target.volumes' of the endpoint");
            }
            given.add(target.get().id());
            pairs.add(new Link(source.id(), target.get().id(), true));
        }
        return pairs;
    }

    private static Optional<Volume> fitting(Volume source, List<Volume> known, Set<VolumeId> given) {
        return known.stream()
                .filter(volume -> !given.contains(volume.id()) && !volume.isLinkTarget())
                .filter(volume -> volume.emulation().equals(source.emulation()))
                .filter(volume -> volume.cylinders() >= source.cylinders())
                .min((one, other) -> Long.compare(one.cylinders(), other.cylinders()));
    }

    private String location(VolumeId source, VolumeId target) throws BladeException {
        Optional<String> volser = endpoint.settings().volserOf(source);
        Optional<Integer> unit = endpoint.settings().unitOf(target);
        if (volser.isEmpty() || unit.isEmpty()) {
            throw TimeFinderFault.REQUEST.error(
                    "cannot expose volume " + source + " of " + group.id() + " on " + target + ": "
                            + (volser.isEmpty() ? "its serial" : "the device number") + " is not known",
                    "give " + (volser.isEmpty() ? source + " in 'volsers'" : target + " in 'units'")
                            + " of the endpoint");
        }
        return volser.get() + "@" + String.format("%04X", unit.get());
    }
}
