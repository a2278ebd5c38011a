package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.util.List;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.CopyChecker.ExposedDataSet;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.Restorable.Started;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;

/** Rules of stop, recover and start. */
final class RestoreRules {

    private RestoreRules() {}

    static List<SystemRule> all() {
        return List.of(
                new SystemRule("S13", "stop is safe ten times", Impact.STOPS, RestoreRules::stopTenTimes),
                new SystemRule("S14", "what was put back recovers and starts", Impact.STOPS, RestoreRules::putBack),
                new SystemRule("S15", "a stopped system starts and accepts work", Impact.STOPS, RestoreRules::restart));
    }

    private static void stopTenTimes(SystemTrial trial) throws SystemException {
        for (int i = 0; i < 10; i++) {
            trial.stop();
        }
        demand(!trial.system().discover(trial.deadline()).running(), "stopped, but the system still runs");
    }

    private static void putBack(SystemTrial trial) throws SystemException {
        SystemCopies copies = trial.copies();
        SystemLayout layout = trial.system().discover(trial.deadline());
        trial.fixture().commit();
        Position copied = trial.system().position(trial.deadline());
        trial.stop();
        List<ExposedDataSet> copy = copies.copy(layout);
        trial.start();
        trial.fixture().commit();
        trial.stop();
        copies.putBack(layout, copy);
        List<String> names = layout.dataSets().stream().map(DataSet::name).toList();
        RecoveryPlan plan = new RecoveryPlan(layout, names, List.of());
        trial.restorable().recover(plan, trial.deadline());
        trial.restorable().recover(plan, trial.deadline());
        Started started = trial.start();
        demand(
                Long.compareUnsigned(started.position().order(), copied.order()) >= 0,
                "copied at " + copied.text() + ", recovered to "
                        + started.position().text());
        trial.fixture().commit();
    }

    private static void restart(SystemTrial trial) throws SystemException {
        trial.stop();
        trial.start();
        trial.fixture().commit();
        demand(trial.system().discover(trial.deadline()).running(), "started, but discovered as stopped");
    }
}
