package org.copyblade.manager.internal.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.copyblade.api.Backup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.plan.Grouping.Draft;
import org.copyblade.manager.internal.profile.BackupOptions;

/**
 * The copies of the backup that gives way, and which of them new ones go on from: an incremental copy needs the relations of
 * the older copy on its targets, so that one is not withdrawn before. Pure.
 */
final class Predecessors {

    private final List<GroupRecord> groups;
    private final Predicate<BladeName> wanted;

    private Predecessors(List<GroupRecord> groups, Predicate<BladeName> wanted) {
        this.groups = groups;
        this.wanted = wanted;
    }

    /** Where no backup gives way. */
    static Predecessors none() {
        return new Predecessors(List.of(), blade -> false);
    }

    /** Those of a backup whose generation is given to a new one. */
    static Predecessors of(BackupOptions options, Backup.State state, BackupBody body) {
        boolean whole = state == Backup.State.COMPLETE;
        return new Predecessors(
                body.groups(), blade -> whole && options.policy(blade).incremental() != Incremental.NO);
    }

    /** The copy that one of these sources, by this blade, can go on from; whether it still can the blade has to say. */
    Optional<GroupRecord> of(Draft draft) {
        if (!wanted.test(draft.blade())) {
            return Optional.empty();
        }
        Set<String> sources =
                draft.members().stream().map(member -> member.member().source()).collect(Collectors.toSet());
        return groups.stream()
                .filter(group -> group.state() == GroupRecord.State.ESTABLISHED)
                .filter(group -> group.blade().equals(draft.blade()) && group.order() == draft.order())
                .filter(group -> sources.equals(sourcesOf(group)))
                .findFirst();
    }

    /** The groups that are withdrawn before anything new is prepared, if these copies are gone on from. */
    Set<CopyGroupId> freed(Set<String> goneOnFrom) {
        return groups.stream()
                .map(GroupRecord::group)
                .filter(group -> !goneOnFrom.contains(group))
                .map(CopyGroupId::new)
                .collect(Collectors.toSet());
    }

    private static Set<String> sourcesOf(GroupRecord group) {
        return group.members().stream().map(member -> member.member().source()).collect(Collectors.toSet());
    }
}
