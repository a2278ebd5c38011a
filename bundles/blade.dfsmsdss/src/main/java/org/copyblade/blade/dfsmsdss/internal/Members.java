package org.copyblade.blade.dfsmsdss.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;

/** Finds the members of a group in its binding. Pure. */
final class Members {

    private Members() {}

    /** The sources of these members, all of the group. */
    static Set<String> sources(CopyGroup group, DssBinding binding, Set<String> names) throws BladeException {
        Set<String> known = group.memberNames();
        for (String name : names) {
            if (!known.contains(name)) {
                throw DssFault.REQUEST.error(
                        "copy group " + group.id() + " has no member " + name, "use the names of the group");
            }
        }
        Map<String, BoundCopy> bySource = binding.bySource();
        Set<String> sources = new HashSet<>();
        for (CopyMember member : group.members()) {
            if (names.contains(member.name())) {
                sources.add(Optional.ofNullable(bySource.get(member.source()))
                        .map(BoundCopy::source)
                        .orElseThrow(() -> DssFault.REQUEST.error(
                                "copy group " + group.id() + " has no copy of member " + member.name(),
                                "see the findings of its plan")));
            }
        }
        return sources;
    }
}
