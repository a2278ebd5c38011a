package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.util.List;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Rules of the bar that keeps a system from starting while it is overwritten. */
final class BarRules {

    private BarRules() {}

    static List<SystemRule> all() {
        return List.of(
                new SystemRule(
                        "S18", "a barred system starts only after it is recovered", Impact.STOPS, BarRules::bars),
                new SystemRule("S18", "a running system is not barred", Impact.STOPS, BarRules::refusesRunning),
                new SystemRule("S19", "a bar taken back leaves the system as it was", Impact.STOPS, BarRules::unbars));
    }

    private static void bars(SystemTrial trial) throws SystemException {
        SystemLayout layout = trial.system().discover(trial.deadline());
        trial.stop();
        trial.bar(layout);
        trial.bar(layout);
        demand(!starts(trial), "the system is barred, but was started");
        List<String> names = layout.dataSets().stream().map(DataSet::name).toList();
        trial.restorable().recover(new RecoveryPlan(layout, names, List.of()), trial.deadline());
        trial.start();
        trial.fixture().commit();
    }

    private static void refusesRunning(SystemTrial trial) throws SystemException {
        SystemLayout layout = trial.system().discover(trial.deadline());
        try {
            trial.bar(layout);
        } catch (SystemException e) {
            trial.fixture().commit();
            trial.stop();
            trial.start();
            return;
        }
        throw new Violation("the system runs, but was barred");
    }

    private static void unbars(SystemTrial trial) throws SystemException {
        SystemLayout layout = trial.system().discover(trial.deadline());
        trial.stop();
        trial.bar(layout);
        for (int i = 0; i < 10; i++) {
            trial.barrable().unbar(layout, trial.deadline());
        }
        demand(starts(trial), "the bar was taken back, but the system does not start");
        trial.fixture().commit();
    }

    private static boolean starts(SystemTrial trial) {
        try {
            trial.start();
            return true;
        } catch (SystemException e) {
            return false;
        }
    }
}
