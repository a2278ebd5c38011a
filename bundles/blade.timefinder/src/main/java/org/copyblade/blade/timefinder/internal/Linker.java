package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Paired;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Links sources to free volumes; where there is none and the profile names a pool, to volumes of that pool which show an
 * older generation of ours: those are relinked, by one request, and the older generation is not shown by them any more. What
 * became of a request without answer shows the next look at the links. For one call.
 */
final class Linker {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final TimeFinderBinding binding;
    private final Call call;
    private final String name;
    private final VolumeRanges volumes;

    Linker(Endpoint endpoint, CopyGroup group, TimeFinderBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
        this.name = Mark.of(group.id());
        this.volumes = binding.linking().volumes(endpoint.settings().targets());
    }

    /** What somebody takes meanwhile is not chosen again: whoever asks once more would get it once more. */
    List<Link> link(List<VolumeId> sources) throws BladeException, RestException {
        List<Link> made = new ArrayList<>();
        List<VolumeId> left = sources;
        Set<VolumeId> refused = new HashSet<>();
        while (true) {
            List<Link> pairs = free(left, refused);
            List<Link> held = held(without(left, pairs));
            requireAll(left, pairs, held);
            takeOver(held);
            made.addAll(held);
            if (pairs.isEmpty()) {
                return made;
            }
            try {
                endpoint.array()
                        .linking()
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
            left = without(sources, made);
            if (left.isEmpty()) {
                return made;
            }
        }
    }

    /**
     * Shows the snapshot anew on targets that show it: what was written to them is gone. An array that sees nothing to do there
     * has not done that, so that the links are ended.
     *
     * @return the links that are left
     */
    List<Shown> refresh(List<Shown> links) throws BladeException, RestException {
        try {
            relink(links.stream().map(Shown::link).toList());
            return links;
        } catch (RestException e) {
            if (!e.isDoneAlready()) {
                throw e;
            }
        }
        new Unlinking("expose " + group.id(), call)
                .all(this::own, left -> endpoint.array().linking().unlink(name, left, call));
        return List.of();
    }

    private void takeOver(List<Link> held) throws BladeException, RestException {
        try {
            relink(held);
        } catch (RestException e) {
            if (!e.isDoneAlready()) {
                throw e;
            }
            requireMade(held);
        }
    }

    /** @param held links of any snapshots of their sources */
    private void relink(List<Link> held) throws BladeException, RestException {
        if (held.isEmpty()) {
            return;
        }
        if (!held.stream().allMatch(Link::mayEnd)) {
            new Unlinking("expose " + group.id(), call).awaited(() -> now(held));
        }
        endpoint.array()
                .linking()
                .relink(
                        name,
                        snapid(held.get(0).source()),
                        held,
                        binding.linking().copy(),
                        call);
    }

    /** Somebody has ended a link that was to be taken over, or it was by an earlier request. */
    private void requireMade(List<Link> held) throws BladeException, RestException {
        List<Link> made = madeOf(held);
        if (made.size() < held.size()) {
            throw TimeFinderFault.TAKEN.error(
                    "cannot expose " + group.id() + ": "
                            + without(held.stream().map(Link::source).toList(), made)
                            + " have lost the targets that were to show them",
                    "somebody has ended their links meanwhile; try again",
                    Recovery.RETRY);
        }
    }

    private static List<VolumeId> without(List<VolumeId> sources, List<Link> links) {
        Set<VolumeId> linked = links.stream().map(Link::source).collect(Collectors.toSet());
        return sources.stream().filter(source -> !linked.contains(source)).toList();
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

    /** Those of these pairs that are linked to the snapshot. */
    private List<Link> madeOf(List<Link> pairs) throws RestException {
        Set<BoundPair> wanted = pairsOf(pairs);
        return own().stream()
                .map(Shown::link)
                .filter(link -> wanted.contains(link.pair()))
                .toList();
    }

    /** All links of the group. */
    private List<Shown> own() throws RestException {
        GroupView view = endpoint.look(group.id(), call);
        return endpoint.links(group.id(), view.snapshots(), call);
    }

    /** These links as they are now. */
    private List<Shown> now(List<Link> links) throws RestException {
        Set<BoundPair> wanted = pairsOf(links);
        return endpoint.shown(links.stream().map(Link::source).toList(), call).stream()
                .filter(shown -> wanted.contains(shown.link().pair()))
                .toList();
    }

    private static Set<BoundPair> pairsOf(List<Link> links) {
        return links.stream().map(Link::pair).collect(Collectors.toSet());
    }

    /** Each source with the smallest free volume that it fits, where there is one. */
    private List<Link> free(List<VolumeId> sources, Set<VolumeId> refused) throws RestException {
        Paired paired = endpoint.paired(call);
        Candidates candidates = new Candidates(
                endpoint,
                volumes.volumes().stream()
                        .filter(id -> !refused.contains(id) && !paired.contains(id))
                        .toList(),
                volume -> !volume.isLinkTarget() && Mark.ownerOf(volume).isEmpty(),
                call);
        Map<VolumeId, VolumeId> targets = candidates.targets(endpoint.volumes(sources, call));
        return sources.stream()
                .filter(targets::containsKey)
                .map(source -> Link.wanted(source, targets.get(source)))
                .toList();
    }

    /** Links of older generations that may be taken over for these. */
    private List<Link> held(List<VolumeId> sources) throws RestException {
        return sources.isEmpty() || !binding.linking().hasPool()
                ? List.of()
                : new RelinkChoice(name, volumes).of(Set.copyOf(sources), endpoint.shown(sources, call));
    }

    /** All are there and have a name on z/OS, before anything is changed. */
    private void requireAll(List<VolumeId> sources, List<Link> pairs, List<Link> held) throws BladeException {
        List<Link> all = new ArrayList<>(pairs);
        all.addAll(held);
        List<VolumeId> missing = without(sources, all);
        if (!missing.isEmpty()) {
            String pool = binding.linking().hasPool() ? "'target.pool' of the profile" : "'target.volumes'";
            throw TimeFinderFault.TARGETS.error(
                    "cannot expose " + group.id() + ": no free volume of " + pool + " fits " + missing.get(0),
                    "conceal another copy, or add volumes to 'target.volumes' of the endpoint, and to the pool of the"
                            + " profile where it names one");
        }
        for (Link link : all) {
            Locations.of(endpoint.settings(), group.id(), link.source(), link.target());
        }
    }
}
