package org.copyblade.manager.internal.backup;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.system.spi.CopyChecker;

/** Shows the copies of a backup to this host, data set by data set, and hides them again. */
public final class Exposing {

    private Exposing() {}

    /** Shows the data sets of one group to this host. */
    public static List<CopyChecker.ExposedDataSet> expose(
            RunContext run, BackupInProgress backup, GroupRecord group, ExposeMode mode, Engine engine) throws Failure {
        Exposed answer = engine.groups().expose(group, mode, new Interest(run::cancelled, run::percent));
        if (!answer.binding().equals(group.binding())) {
            backup.group(group.with(answer.binding()));
            run.commit(List.of(backup.saved()));
        }
        List<CopyChecker.ExposedDataSet> exposed = new ArrayList<>();
        for (Exposed.Exposure exposure : answer.exposures()) {
            for (GroupRecord.MemberRecord member : group.members()) {
                if (member.member().name().equals(exposure.member())) {
                    member.dataSets()
                            .forEach(place -> exposed.add(
                                    new CopyChecker.ExposedDataSet(place.dataSet(), place.below(exposure.location()))));
                }
            }
        }
        return exposed;
    }

    /** Ends every exposure of a backup; one that a stop of the manager comes between is ended by its next start. */
    public static void conceal(RunContext run, BackupInProgress backup, Engine engine) throws Failure {
        List<GroupRecord> before = backup.body().groups();
        for (GroupRecord group : before) {
            backup.group(conceal(group, engine));
        }
        if (!backup.body().groups().equals(before)) {
            run.commit(List.of(backup.saved()));
        }
    }

    private static GroupRecord conceal(GroupRecord group, Engine engine) throws Failure {
        try {
            return engine.groups().conceal(group);
        } catch (Failure e) {
            throw e.leftOpenIfStopping();
        }
    }
}
