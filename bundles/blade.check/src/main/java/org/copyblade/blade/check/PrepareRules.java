package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.util.List;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;

/** Rules of prepare. Every call of a try goes to another instance, where the fixture can. */
final class PrepareRules {

    private static final int MANY_STEPS = 100_000;

    private PrepareRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R4", "prepare repeated after each lost answer still ends prepared", PrepareRules::repeated),
                new Rule("R4", "prepare repeated ten times when prepared stays prepared", PrepareRules::tenTimes),
                new Rule("R4", "prepare makes no point in time", PrepareRules::makesNoCopy),
                new Rule("R4", "an incremental copy takes over its predecessor", PrepareRules::takesOver));
    }

    private static void repeated(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding binding = trial.plan(group, trial.fixture().policy()).binding();
        for (int step = 0; step < MANY_STEPS; step++) {
            trial.blade().prepare(group, binding, trial.call());
            Preparation again = trial.blade().prepare(group, binding, trial.call());
            binding = again.binding();
            trial.journal(group, binding);
            if (again instanceof Preparation.Prepared) {
                return;
            }
            again.fold(
                    continues -> {
                        Trial.pause(continues.pause());
                        return continues;
                    },
                    prepared -> prepared);
        }
        throw new Violation("prepare has not ended after " + MANY_STEPS + " steps");
    }

    private static void tenTimes(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Preparation.Prepared prepared = trial.prepared(group);
        for (int i = 0; i < 10; i++) {
            Preparation again = trial.blade().prepare(group, prepared.binding(), trial.call());
            demand(again instanceof Preparation.Prepared, "prepared, and then " + again);
        }
    }

    private static void makesNoCopy(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Preparation.Prepared prepared = trial.prepared(group);
        CopyState state = trial.query(group, prepared.binding());
        demand(
                state instanceof CopyState.Prepared || state instanceof CopyState.Absent,
                "a prepared group is " + state);
    }

    private static void takesOver(Trial trial) throws BladeException {
        CopyPolicy first = incremental(trial).build();
        CopyGroup older = trial.newGroup();
        CopyPlan possible = trial.blade().plan(older, first, trial.call());
        if (!possible.isPossible()) {
            throw new NotApplicable("incremental copies are refused: " + Trial.forbidding(possible));
        }
        Binding olderBinding = established(trial, older, first);
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup younger = trial.newGroup();
        CopyPolicy second =
                incremental(trial).predecessor(older.id(), olderBinding).build();
        Binding prepared = trial.prepared(younger, second).binding();
        CopyState left = trial.query(older, olderBinding);
        demand(left instanceof CopyState.Absent, "its relations are taken over, but the older copy is " + left);
        Binding binding = trial.establish(younger, prepared, Hold.NONE);
        trial.withdraw(older, olderBinding);
        CopyState state = trial.query(younger, binding);
        demand(state instanceof CopyState.Established, "its predecessor was withdrawn, and the copy is " + state);
        trial.stamp(Contents.SLOT);
        Contents.demandCopyHolds(trial, younger, binding, stamp);
    }

    private static Binding established(Trial trial, CopyGroup group, CopyPolicy policy) throws BladeException {
        return trial.establish(group, trial.prepared(group, policy).binding(), Hold.NONE);
    }

    private static CopyPolicy.Builder incremental(Trial trial) {
        CopyPolicy given = trial.fixture().policy();
        return CopyPolicy.builder()
                .targetPool(given.targetPool())
                .targets(given.targets())
                .method(given.method())
                .incremental(CopyPolicy.Incremental.YES);
    }
}
