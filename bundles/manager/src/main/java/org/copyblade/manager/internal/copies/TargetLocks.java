package org.copyblade.manager.internal.copies;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;

/**
 * Keeps two runs off one target: profiles of different systems may name the same units, and what one finds free while it
 * plans another may be about to take, or to give back. Safe for many threads.
 */
public final class TargetLocks {

    private static final int NAMED = 5;

    private final Locks locks;
    private final Duration wait;

    /**
     * Over these locks.
     *
     * @param wait how long to wait for a target that somebody else works on
     */
    public TargetLocks(Locks locks, Duration wait) {
        this.locks = locks;
        this.wait = wait;
    }

    /** Takes the targets of all groups; they are free again when the answer is closed. */
    public Locks.Held take(String holder, List<GroupRecord> groups) throws Failure {
        Set<String> names = names(groups);
        return locks.take(names, holder, wait)
                .orElseThrow(
                        () -> Failure.failed(ErrorCode.SYSTEM_BUSY, "somebody else works on one of " + some(names)));
    }

    /** The message reaches programs in their environment, which has no room for thousands of names. */
    private static String some(Set<String> names) {
        String first = names.stream().sorted().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }

    private static Set<String> names(List<GroupRecord> groups) {
        return groups.stream()
                .flatMap(group -> group.members().stream()
                        .filter(member -> !member.target().isEmpty())
                        .map(member -> "target " + member.target() + " of blade " + group.blade()))
                .collect(Collectors.toSet());
    }
}
