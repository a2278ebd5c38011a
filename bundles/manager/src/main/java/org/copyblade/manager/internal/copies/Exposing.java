package org.copyblade.manager.internal.copies;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.system.spi.CopyChecker;

/** Shows the copies of a backup to this host, data set by data set, and hides them again. */
public final class Exposing {

    private Exposing() {}

    /** Shows the data sets of one group to this host as they are. */
    public static List<CopyChecker.ExposedDataSet> expose(
            RunContext run, BackupInProgress backup, GroupRecord group, Engine engine) throws Failure {
        Set<String> members = group.copyGroup().memberNames();
        return saved(run, backup, group, engine.groups().expose(group, members, interest(run)));
    }

    /** Shows clones of the data sets of one group to this host, to be written to. */
    public static List<CopyChecker.ExposedDataSet> exposeClone(
            RunContext run, BackupInProgress backup, GroupRecord group, Duration limit, Engine engine) throws Failure {
        return saved(run, backup, group, engine.groups().exposeClone(group, limit, interest(run)));
    }

    private static Interest interest(RunContext run) {
        return new Interest(run::cancelled, run::percent);
    }

    private static List<CopyChecker.ExposedDataSet> saved(
            RunContext run, BackupInProgress backup, GroupRecord group, Exposed answer) throws Failure {
        if (!answer.binding().equals(group.binding())) {
            backup.group(group.with(answer.binding()));
            run.commit(List.of(backup.saved()));
        }
        return dataSets(group.members(), answer.exposures());
    }

    /** In the order of the exposures; each member is looked at once. */
    static List<CopyChecker.ExposedDataSet> dataSets(
            List<GroupRecord.MemberRecord> members, List<Exposed.Exposure> exposures) {
        Map<String, List<GroupRecord.DataSetPlace>> places = new HashMap<>();
        for (GroupRecord.MemberRecord member : members) {
            places.put(member.member().name(), member.dataSets());
        }
        List<CopyChecker.ExposedDataSet> exposed = new ArrayList<>();
        for (Exposed.Exposure exposure : exposures) {
            places.getOrDefault(exposure.member(), List.of())
                    .forEach(place -> exposed.add(
                            new CopyChecker.ExposedDataSet(place.dataSet(), place.below(exposure.location()))));
        }
        return exposed;
    }

    /**
     * Ends every exposure of a backup, each whatever becomes of the others; one that a stop of the manager comes between is
     * ended by its next start.
     */
    public static void conceal(RunContext run, BackupInProgress backup, Engine engine) throws Failure {
        List<GroupRecord> before = backup.body().groups();
        List<Failure> failures = new ArrayList<>();
        for (GroupRecord group : before) {
            try {
                backup.group(conceal(group, engine));
            } catch (Failure e) {
                failures.add(e);
            }
        }
        if (!backup.body().groups().equals(before)) {
            run.commit(List.of(backup.saved()));
        }
        if (!failures.isEmpty()) {
            throw first(failures);
        }
    }

    /** That the manager stops goes before all else: then the run is not to end yet. */
    private static Failure first(List<Failure> failures) {
        Failure first =
                failures.stream().filter(Failure::isLeftOpen).findFirst().orElse(failures.get(0));
        return first.besides(failures.stream()
                .filter(other -> other != first)
                .map(Failure::getMessage)
                .toList());
    }

    /** The same after what the copies were shown for is done: that they stay shown is warned of, and takes nothing back. */
    public static void concealAfterwards(RunContext run, BackupInProgress backup, Engine engine) throws Failure {
        try {
            conceal(run, backup, engine);
        } catch (Failure e) {
            if (e.isLeftOpen() || e.code() == ErrorCode.CATALOG_FAILED) {
                throw e;
            }
            run.found(
                    new Finding(
                            0,
                            Finding.Severity.WARNING,
                            backup.backup().id().value(),
                            "copies of it may still be shown: " + e.code().id() + " " + e.getMessage(),
                            "slb:verify or a deletion of it hides them; until then the storage may refuse to use them otherwise"));
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
