package org.copyblade.manager.internal.window;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Release;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.window.ProofFacts.GroupFacts;

/** Copies groups through the host, one at a time and outside of any window, because such a copy has no instant. */
final class ThroughHost {

    private final Engine engine;
    private final BackupOptions options;

    ThroughHost(Engine engine, BackupOptions options) {
        this.engine = engine;
        this.options = options;
    }

    /** Whether a group is copied so. */
    static boolean copies(GroupRecord group) {
        return group.method() == CopyMethod.HOST;
    }

    /** Copies one; each step is written down, and the end of the last one. */
    GroupFacts copy(RunContext run, BackupInProgress backup, GroupRecord group, Interest interest) throws Failure {
        run.message("copying group " + group.group() + " through the host");
        Instant at = run.now();
        long sent = System.nanoTime();
        GroupRecord begun = backup.group(group.group());
        GroupRecord done = engine.groups().copyThroughHost(begun, options.copyLimit(), interest, newer -> {
            backup.group(newer);
            run.commit(List.of(backup.saved()));
        });
        backup.group(done);
        run.commit(List.of(backup.saved()));
        long answered = System.nanoTime();
        Establishment establishment = new Establishment(done.binding(), at, sent, answered, answered - sent);
        return new GroupFacts(
                group.group(),
                group.blade().toString(),
                "",
                group.order() == GroupRecord.Order.IN_WINDOW,
                Optional.of(establishment),
                Release.NOTHING_HELD,
                "");
    }
}
