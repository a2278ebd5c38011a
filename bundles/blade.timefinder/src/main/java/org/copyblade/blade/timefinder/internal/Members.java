package org.copyblade.blade.timefinder.internal;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * Finds the members of a group in its binding; goes over that once. Pure.
 *
 * @param <T> what the binding has of a member
 */
final class Members<T> {

    private final CopyGroup group;
    private final String array;
    private final String what;
    private final Map<VolumeId, T> bySource;

    private Members(CopyGroup group, String array, String what, Map<VolumeId, T> bySource) {
        this.group = group;
        this.array = array;
        this.what = what;
        this.bySource = bySource;
    }

    /** Volumes of a group of snapshots. */
    static Members<VolumeId> of(CopyGroup group, TimeFinderBinding binding) {
        return new Members<>(
                group,
                binding.array(),
                "volume",
                binding.sources().stream()
                        .collect(Collectors.toMap(Function.identity(), Function.identity(), (first, same) -> first)));
    }

    /** Pairs of a group of clones. */
    static Members<BoundPair> of(CopyGroup group, CloneBinding binding) {
        return new Members<>(group, binding.array(), "pair", binding.bySource());
    }

    /** The volume or pair of one member. */
    T of(CopyMember member) throws BladeException {
        return bySource.get(sourceOf(member));
    }

    /** The source of one member, which the binding has. */
    VolumeId sourceOf(CopyMember member) throws BladeException {
        Optional<VolumeId> source = SourceId.parse(member.source())
                .filter(id -> id.system().equals(array))
                .map(SourceId::volume)
                .filter(bySource::containsKey);
        return source.orElseThrow(() -> TimeFinderFault.REQUEST.error(
                "copy group " + group.id() + " has no " + what + " for member " + member.name(),
                "see the findings of its plan"));
    }

    /** The sources of these members, all of the group, in its order. */
    Set<VolumeId> sources(Set<String> names) throws BladeException {
        Set<String> known = group.memberNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw TimeFinderFault.REQUEST.error(
                        "copy group " + group.id() + " has no member " + name, "use the names of the group");
            }
        }
        Set<VolumeId> sources = new LinkedHashSet<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                sources.add(sourceOf(member));
            }
        }
        return sources;
    }
}
