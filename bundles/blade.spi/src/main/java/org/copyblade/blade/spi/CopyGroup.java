package org.copyblade.blade.spi;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * All members copied through one endpoint at one instant for one backup.
 *
 * @param id given by the manager
 * @param members at least one, with different names and different sources
 */
public record CopyGroup(CopyGroupId id, List<CopyMember> members) {

    public CopyGroup {
        Objects.requireNonNull(id, "id");
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("copy group " + id + " has no member");
        }
        Set<String> names = new HashSet<>();
        Set<String> sources = new HashSet<>();
        for (CopyMember member : members) {
            if (!names.add(member.name())) {
                throw new IllegalArgumentException("copy group " + id + " has two members named " + member.name());
            }
            if (!sources.add(member.source())) {
                throw new IllegalArgumentException(
                        "copy group " + id + " has the source " + member.source() + " twice");
            }
        }
    }

    /** The names of all members. */
    public Set<String> memberNames() {
        Set<String> names = new HashSet<>();
        members.forEach(member -> names.add(member.name()));
        return Set.copyOf(names);
    }
}
