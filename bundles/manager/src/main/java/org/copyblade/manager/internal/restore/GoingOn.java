package org.copyblade.manager.internal.restore;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupRecord.CopyBackMark;
import org.copyblade.system.spi.Position;

/**
 * How a copy back that was broken off may go on, group by group. Pure.
 *
 * @param groups as they are written down
 * @param noted where the system had stopped when the copy back began last; empty where its log could not tell
 * @param now where it has stopped now, if that is elsewhere; empty where nobody can tell, too
 */
record GoingOn(List<GroupRecord> groups, Optional<Position> noted, Optional<Position> now) {

    /** What is to be done with a group. */
    enum Way {
        /** It is back, and its copy is gone. */
        LEAVE,
        /** It goes on where it has stopped, or begins as it was chosen. */
        FURTHER,
        /** It is copied back once more from its beginning. */
        ANEW,
        /** What the system has written onto it stays, for its copy is used up, in part or as a whole. */
        LOST
    }

    GoingOn {
        groups = List.copyOf(groups);
    }

    Way of(GroupRecord group) {
        boolean back = group.state() == GroupRecord.State.USED_UP;
        if (!ranSince(group)) {
            return back ? Way.LEAVE : Way.FURTHER;
        }
        boolean usedUp = back || group.usesUp().orElse(false) && group.mayHaveBegun();
        if (usedUp) {
            return Way.LOST;
        }
        return group.mayHaveBegun() ? Way.ANEW : Way.FURTHER;
    }

    /** Groups of which no restore can be whole any more. */
    List<GroupRecord> lost() {
        return groups.stream().filter(group -> of(group) == Way.LOST).toList();
    }

    /** Where the system had stopped before the lost groups were touched, and where now; for people. */
    String ran() {
        String before = lost().stream()
                .flatMap(group -> stoppedBefore(group).stream())
                .map(Position::text)
                .distinct()
                .collect(Collectors.joining(" and "));
        return "it had stopped at " + before + ", now it is at "
                + now.map(Position::text).orElse("nobody knows where");
    }

    private boolean ranSince(GroupRecord group) {
        return now.isPresent()
                && stoppedBefore(group)
                        .filter(before -> !before.equals(now.orElseThrow()))
                        .isPresent();
    }

    private Optional<Position> stoppedBefore(GroupRecord group) {
        return group.mark()
                .filter(CopyBackMark::begun)
                .flatMap(CopyBackMark::stoppedAt)
                .or(() -> noted);
    }
}
