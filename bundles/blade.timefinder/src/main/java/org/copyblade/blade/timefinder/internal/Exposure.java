package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
import org.copyblade.blade.timefinder.internal.array.Paired;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Shows members of a copy on volumes of ours, by links in the mode that its profile wants. What is written there never reaches the snapshot;
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
            unlink("expose");
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
    TimeFinderBinding conceal() throws BladeException, RestException {
        unlink("conceal");
        return binding.shownWritable(false);
    }

    private void unlink(String doing) throws BladeException, RestException {
        List<Link> links = new Unlinking(doing + " " + group.id(), call).awaited(this::links);
        if (!links.isEmpty()) {
            endpoint.array().unlink(name, links, call);
        }
    }

    private List<Link> links() throws RestException {
        GroupView view = endpoint.look(group.id(), call);
        return endpoint.links(group.id(), view.snapshots(), call);
    }

    /** What somebody takes meanwhile is not chosen again: whoever asks once more would get it once more. */
    private List<Link> link(List<VolumeId> sources) throws BladeException, RestException {
        List<Link> made = new ArrayList<>();
        List<VolumeId> left = sources;
        Set<VolumeId> refused = new HashSet<>();
        while (true) {
            List<Link> pairs = pairs(left, refused);
            for (Link pair : pairs) {
                location(pair.source(), pair.target());
            }
            try {
                endpoint.array()
                        .link(
                                name,
                                snapid(sources.get(0)),
                                pairs,
                                binding.linking().copy(),
                                call);
                made.addAll(pairs);
                return made;
            } catch (RestException e) {
                if (!e.says("already a Copy session Target device")) {
                    throw e;
                }
                refused.addAll(named(e, pairs));
            }
            made.addAll(madeOf(pairs));
            left = sources.stream()
                    .filter(source -> made.stream().noneMatch(it -> it.source().equals(source)))
                    .toList();
            if (left.isEmpty()) {
                return made;
            }
        }
    }

    private long snapid(VolumeId source) throws RestException {
        return binding.snapid().isPresent()
                ? binding.snapid().getAsLong()
                : endpoint.array().snapid(source, name, call);
    }

    /** The targets that a refusal is about; all of them where it does not say. */
    private static List<VolumeId> named(RestException refusal, List<Link> pairs) {
        List<VolumeId> all = pairs.stream().map(Link::target).toList();
        List<VolumeId> named =
                all.stream().filter(target -> refusal.says(target.value())).toList();
        return named.isEmpty() ? all : named;
    }

    /** Those of these pairs that were linked all the same. */
    private List<Link> madeOf(List<Link> pairs) throws RestException {
        return links().stream()
                .filter(link -> pairs.stream()
                        .anyMatch(pair -> pair.source().equals(link.source())
                                && pair.target().equals(link.target())))
                .toList();
    }

    /** Each source with the smallest free volume that it fits. */
    private List<Link> pairs(List<VolumeId> sources, Set<VolumeId> refused) throws BladeException, RestException {
        Paired paired = endpoint.paired(call);
        Candidates candidates = new Candidates(
                endpoint,
                endpoint.settings().targets().volumes().stream()
                        .filter(id -> !refused.contains(id) && !paired.contains(id))
                        .toList(),
                volume -> !volume.isLinkTarget() && Mark.ownerOf(volume).isEmpty(),
                call);
        Map<VolumeId, VolumeId> targets = candidates.targets(endpoint.volumes(sources, call));
        List<Link> pairs = new ArrayList<>();
        for (VolumeId source : sources) {
            if (!targets.containsKey(source)) {
                throw TimeFinderFault.TARGETS.error(
                        "cannot expose " + group.id() + ": no free volume of 'target.volumes' fits " + source,
                        "conceal another copy, or add volumes to 'target.volumes' of the endpoint");
            }
            pairs.add(Link.wanted(source, targets.get(source)));
        }
        return pairs;
    }

    private String location(VolumeId source, VolumeId target) throws BladeException {
        return Locations.of(endpoint.settings(), group.id(), source, target);
    }
}
