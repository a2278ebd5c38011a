package org.copyblade.blade.timefinder.internal;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** Finds the members of a group in its binding. Pure. */
final class Members {

    private Members() {}

    /** The volume of one member. */
    static VolumeId sourceOf(CopyGroup group, TimeFinderBinding binding, CopyMember member) throws BladeException {
        Optional<VolumeId> source = SourceId.parse(member.source())
                .filter(id -> id.system().equals(binding.array()))
                .map(SourceId::volume)
                .filter(binding.sources()::contains);
        return source.orElseThrow(() -> TimeFinderFault.REQUEST.error(
                "copy group " + group.id() + " has no volume for member " + member.name(),
                "see the findings of its plan"));
    }

    /** The pair of one member. */
    static BoundPair pairOf(CopyGroup group, CloneBinding binding, CopyMember member) throws BladeException {
        return SourceId.parse(member.source())
                .filter(id -> id.system().equals(binding.array()))
                .map(SourceId::volume)
                .flatMap(binding::of)
                .orElseThrow(() -> TimeFinderFault.REQUEST.error(
                        "copy group " + group.id() + " has no pair for member " + member.name(),
                        "see the findings of its plan"));
    }

    /** The sources of these members, all of the group, in its order. */
    static Set<VolumeId> sources(CopyGroup group, CloneBinding binding, Set<String> names) throws BladeException {
        return sources(group, names, member -> pairOf(group, binding, member).source());
    }

    /** The same of a group of snapshots. */
    static Set<VolumeId> sources(CopyGroup group, TimeFinderBinding binding, Set<String> names) throws BladeException {
        return sources(group, names, member -> sourceOf(group, binding, member));
    }

    private interface Finding {
        VolumeId of(CopyMember member) throws BladeException;
    }

    private static Set<VolumeId> sources(CopyGroup group, Set<String> names, Finding finding) throws BladeException {
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
                sources.add(finding.of(member));
            }
        }
        return sources;
    }
}
