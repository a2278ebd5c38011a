package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.util.List;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;

/** Rules of harden and query. */
final class AfterRules {

    private AfterRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R9", "harden repeated leaves the copy as it is", AfterRules::harden),
                new Rule("R10", "query answers the same ten times", AfterRules::sameAnswer),
                new Rule("R10", "query sees what another instance has done", AfterRules::neverFromMemory));
    }

    private static void harden(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        for (int i = 0; i < 10; i++) {
            binding = trial.toTheEnd(group, binding, newest -> trial.blade().harden(group, newest, trial.call()));
        }
        trial.stamp(Contents.SLOT);
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Established, "hardened, and then " + state);
        Contents.demandCopyHolds(trial, group, binding, stamp);
    }

    private static void sameAnswer(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        for (int i = 0; i < 10; i++) {
            CopyState state = trial.query(group, binding);
            demand(state instanceof CopyState.Established, "established, and then " + state);
        }
    }

    private static void neverFromMemory(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        CopyBlade asked = trial.blade();
        Binding binding = trial.established(group);
        CopyState before = asked.query(group, binding, trial.call());
        demand(before instanceof CopyState.Established, "established by another instance, but " + before);
        trial.withdraw(group, binding);
        CopyState after = asked.query(group, binding, trial.call());
        demand(after instanceof CopyState.Absent, "withdrawn by another instance, but " + after);
    }
}
