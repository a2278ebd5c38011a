package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.HashSet;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;

/** Finds the members of a group in its binding. Pure. */
final class ClusterMembers {
    private ClusterMembers() {}

    static UidPair pairOf(CopyGroup group, GroupBinding binding, CopyMember member) throws BladeException {
        return VdiskSource.parse(member.source())
                .filter(source -> source.system().equals(binding.system()))
                .flatMap(source -> binding.pairs().stream()
                        .filter(pair -> pair.source().equals(source.uid()))
                        .findFirst())
                .orElseThrow(() -> FlashFault.REQUEST.error(
                        "copy group " + group.id() + " has no target for member " + member.name(),
                        "see the findings of its plan"));
    }

    /** Unique ids of the sources of these members, all of the group. */
    static Set<String> sources(CopyGroup group, GroupBinding binding, Set<String> names) throws BladeException {
        for (String name : names) {
            if (!group.memberNames().contains(name)) {
                throw FlashFault.REQUEST.error(
                        "copy group " + group.id() + " has no member " + name, "use the names of the group");
            }
        }
        Set<String> sources = new HashSet<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                sources.add(pairOf(group, binding, member).source());
            }
        }
        return sources;
    }
}
