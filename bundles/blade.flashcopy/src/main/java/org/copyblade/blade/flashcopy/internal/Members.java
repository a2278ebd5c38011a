package org.copyblade.blade.flashcopy.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;

/** Finds the members of a group in its binding; goes over that once. Pure. */
final class Members {

    private final CopyGroup group;
    private final String system;
    private final Map<VolumeId, BoundPair> bySource;

    Members(CopyGroup group, FlashBinding binding) {
        this.group = group;
        this.system = binding.system();
        this.bySource = binding.bySource();
    }

    /** The pair of one member, its source known. */
    BoundPair pairOf(CopyMember member) throws BladeException {
        return SourceId.parse(member.source())
                .filter(source -> source.system().equals(system))
                .flatMap(source -> Optional.ofNullable(bySource.get(source.volume())))
                .orElseThrow(() -> FlashFault.REQUEST.error(
                        "copy group " + group.id() + " has no target for member " + member.name(),
                        "see the findings of its plan"));
    }

    /** The sources of these members, all of the group. */
    Set<VolumeId> sources(Set<String> names) throws BladeException {
        Set<String> known = group.memberNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw FlashFault.REQUEST.error(
                        "copy group " + group.id() + " has no member " + name, "use the names of the group");
            }
        }
        Set<VolumeId> sources = new HashSet<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                sources.add(pairOf(member).source().orElseThrow());
            }
        }
        return sources;
    }
}
