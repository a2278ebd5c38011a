package org.copyblade.blade.shadowimage.internal;

import java.util.HashSet;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;

/** Finds the members of a group in its binding. Pure. */
final class Members {

    private Members() {}

    /** The pair of one member. */
    static BoundPair pairOf(CopyGroup group, ShadowBinding binding, CopyMember member) throws BladeException {
        return SourceId.parse(member.source())
                .filter(source -> source.storage().equals(binding.storage()))
                .flatMap(source -> binding.of(source.ldev()))
                .orElseThrow(() -> ShadowFault.REQUEST.error(
                        "copy group " + group.id() + " has no target for member " + member.name(),
                        "see the findings of its plan"));
    }

    /** The sources of these members, all of the group. */
    static Set<Integer> sources(CopyGroup group, ShadowBinding binding, Set<String> names) throws BladeException {
        Set<String> known = group.memberNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw ShadowFault.REQUEST.error(
                        "copy group " + group.id() + " has no member " + name, "use the names of the group");
            }
        }
        Set<Integer> sources = new HashSet<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                sources.add(pairOf(group, binding, member).pvol());
            }
        }
        return sources;
    }
}
