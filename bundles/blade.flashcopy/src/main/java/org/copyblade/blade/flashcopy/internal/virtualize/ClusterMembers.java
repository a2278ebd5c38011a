package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;

/** Finds the members of a group in its binding; goes over that once. Pure. */
final class ClusterMembers {
    private final CopyGroup group;
    private final String system;
    private final Map<String, UidPair> bySource;

    ClusterMembers(CopyGroup group, GroupBinding binding) {
        this.group = group;
        this.system = binding.system();
        this.bySource = binding.pairs().stream()
                .collect(Collectors.toMap(UidPair::source, Function.identity(), (first, other) -> first));
    }

    UidPair pairOf(CopyMember member) throws BladeException {
        return VdiskSource.parse(member.source())
                .filter(source -> source.system().equals(system))
                .flatMap(source -> Optional.ofNullable(bySource.get(source.uid())))
                .orElseThrow(() -> FlashFault.REQUEST.error(
                        "copy group " + group.id() + " has no target for member " + member.name(),
                        "see the findings of its plan"));
    }

    /** Unique ids of the sources of these members, all of the group. */
    Set<String> sources(Set<String> names) throws BladeException {
        Set<String> known = group.memberNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw FlashFault.REQUEST.error(
                        "copy group " + group.id() + " has no member " + name, "use the names of the group");
            }
        }
        Set<String> sources = new HashSet<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                sources.add(pairOf(member).source());
            }
        }
        return sources;
    }
}
