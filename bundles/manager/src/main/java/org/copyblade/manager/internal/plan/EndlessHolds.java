package org.copyblade.manager.internal.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.HoldTimer;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;

/**
 * A hold that nothing ends within the limit, should this process die, is not begun. Only the storage's own timer counts: a
 * thaw sent by somebody else bears no fence, and could end the hold of a later run unnoticed.
 */
public final class EndlessHolds {

    private static final Duration LOOK = Duration.ofSeconds(60);

    private EndlessHolds() {}

    /** Asks the blades that can say so before anything is prepared; the others say it when they have prepared. */
    static List<Finding> check(BladeCalls blades, List<GroupRecord> groups, Duration limit) throws Failure {
        List<Finding> findings = new ArrayList<>();
        for (GroupRecord group : groups) {
            Optional<String> endless = blades.call(
                    group.blade(),
                    "ask the timer of copy group " + group.group(),
                    LOOK,
                    Interest.ALWAYS,
                    (blade, call) -> blade instanceof HoldTimer able
                            ? why(able.holdTimer(group.copyGroup(), group.binding(), call), limit)
                            : Optional.empty());
            endless.ifPresent(why -> findings.add(new Finding(
                    Check.HOLD_ENDS.number(),
                    Finding.Severity.ERROR,
                    "blade " + group.blade(),
                    why,
                    "shorten the timer of the storage, raise 'suspend.limit.ms', or choose another 'consistency'")));
        }
        return List.copyOf(findings);
    }

    /** What is wrong with a timer; empty if it ends a hold in time. */
    public static Optional<String> why(Optional<Duration> timer, Duration limit) {
        if (timer.isPresent() && timer.orElseThrow().compareTo(limit) <= 0) {
            return Optional.empty();
        }
        return Optional.of("would not end its hold by itself within 'suspend.limit.ms', " + limit.toMillis() + " ms: "
                + timer.map(length -> "its timer is " + length.toMillis() + " ms")
                        .orElse("it has no timer"));
    }
}
