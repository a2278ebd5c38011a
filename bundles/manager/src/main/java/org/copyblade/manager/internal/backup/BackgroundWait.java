package org.copyblade.manager.internal.backup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Finding;
import org.copyblade.api.Finding.Severity;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.GroupSteps;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;

/**
 * Waits until the copies of a backup no longer need their sources. The backup is COMPLETE before, and stays so whatever comes
 * of it.
 */
final class BackgroundWait {

    private static final String KEY = "background.wait.s";

    private final GroupSteps steps;
    private final Duration look;

    BackgroundWait(GroupSteps steps, Duration look) {
        this.steps = steps;
        this.look = look;
    }

    /** How far a group is. */
    private enum Stage {
        COPYING,
        COPIED,
        DEPENDENT,
        LOST
    }

    private record Seen(Stage stage, int percent) {}

    /** Waits, at most this long; answers what is to be said, if it did not end as it should. */
    Optional<Finding> await(RunContext run, List<GroupRecord> groups, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        Interest interest = new Interest(run::cancelled, run::percent);
        for (GroupRecord group : groups) {
            run.message("waiting for the background copy of copy group " + group.group());
            Optional<Finding> told = await(group, end, interest);
            if (told.isPresent()) {
                return told;
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> await(GroupRecord group, long end, Interest interest) {
        while (true) {
            Seen seen;
            try {
                seen = seen(steps.query(group));
            } catch (Failure e) {
                return Optional.of(warning(group, "cannot be asked how far it is: " + e.getMessage()));
            }
            switch (seen.stage()) {
                case COPIED -> {
                    return Optional.empty();
                }
                case DEPENDENT -> {
                    return Optional.of(told(
                            Severity.NOTE,
                            group,
                            "shares data with its source for ever, so there is nothing to wait for"));
                }
                case LOST -> {
                    return Optional.of(warning(group, "is no longer on the storage as it was; run slb:reconcile"));
                }
                case COPYING -> interest.progress().accept(seen.percent());
            }
            if (interest.cancelled().getAsBoolean()) {
                return Optional.of(warning(group, "is at " + seen.percent() + " %; nobody waits any more"));
            }
            if (end - System.nanoTime() <= 0) {
                return Optional.of(warning(group, "is at " + seen.percent() + " % after the limit"));
            }
            BladeCalls.pause(look, interest);
        }
    }

    private static Seen seen(CopyState state) {
        return state.fold(new CopyState.Cases<>() {
            @Override
            public Seen absent(CopyState.Absent absent) {
                return new Seen(Stage.LOST, 0);
            }

            @Override
            public Seen preparing(CopyState.Preparing preparing) {
                return new Seen(Stage.LOST, 0);
            }

            @Override
            public Seen prepared(CopyState.Prepared prepared) {
                return new Seen(Stage.LOST, 0);
            }

            @Override
            public Seen established(CopyState.Established established) {
                return switch (established.background()) {
                    case COPYING ->
                        new Seen(Stage.COPYING, established.percent().orElse(0));
                    case COPIED -> new Seen(Stage.COPIED, 100);
                    case DEPENDENT -> new Seen(Stage.DEPENDENT, 0);
                };
            }

            @Override
            public Seen restoring(CopyState.Restoring restoring) {
                return new Seen(Stage.LOST, 0);
            }

            @Override
            public Seen failed(CopyState.Failed failed) {
                return new Seen(Stage.LOST, 0);
            }
        });
    }

    private static Finding warning(GroupRecord group, String text) {
        return told(Severity.WARNING, group, text);
    }

    private static Finding told(Severity severity, GroupRecord group, String text) {
        String name = "the background copy of copy group " + group.group() + " of blade " + group.blade();
        return new Finding(0, severity, KEY, name + " " + text, "the backup is COMPLETE");
    }
}
