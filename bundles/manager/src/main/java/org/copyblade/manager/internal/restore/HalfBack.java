package org.copyblade.manager.internal.restore;

import java.util.List;
import java.util.Optional;
import org.copyblade.manager.internal.copies.CopyDoubt;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupSteps;
import org.copyblade.manager.internal.run.Failure;

/**
 * What the storage says of copies whose copy back was broken off. It is asked with what was known of them before: a copy that
 * is whole then can be copied back from its beginning, whatever has become of its sources.
 */
final class HalfBack {

    private final GroupSteps groups;

    HalfBack(GroupSteps groups) {
        this.groups = groups;
    }

    /** What speaks against the copies that are half back, in words. */
    List<String> doubts(List<GroupRecord> all) {
        return all.stream()
                .filter(GroupRecord::isHalfBack)
                .flatMap(group -> doubt(group).stream())
                .toList();
    }

    /** What its storage says against one that is being copied back; nothing if it does not answer. */
    Optional<String> said(GroupRecord group) {
        try {
            return asked(group);
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    /** Whether its storage can be asked at all. */
    boolean answers(GroupRecord group) {
        try {
            groups.query(group);
            return true;
        } catch (Failure e) {
            return false;
        }
    }

    private Optional<String> asked(GroupRecord group) throws Failure {
        return groups.query(group.beforeCopiedBack()).fold(new CopyDoubt(group.group()));
    }

    /** What speaks against one; one that cannot be asked for may follow its sources. */
    Optional<String> doubt(GroupRecord group) {
        try {
            return asked(group);
        } catch (Failure e) {
            return Optional.of("copy group " + group.group() + " cannot be asked for: " + e.getMessage());
        }
    }
}
