package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.Registrar;
import org.copyblade.system.spi.Registrar.Registered;
import org.copyblade.system.spi.SystemException;

/** Rule of telling the recovery control of a system of a backup. Leaves records of a backup that is none behind. */
final class RegisterRules {

    private RegisterRules() {}

    static List<SystemRule> all() {
        return List.of(new SystemRule(
                "S20", "a backup that is registered again is told once", Impact.SUSPENDS, RegisterRules::toldOnce));
    }

    private static void toldOnce(SystemTrial trial) throws SystemException {
        Registrar registrar = trial.registrar();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        BackupFacts backup = new BackupFacts(
                "CHECK-" + trial.fixture().nextEpoch() % 1_000_000_000,
                now.minusSeconds(1),
                now,
                trial.system().discover(trial.deadline()));
        Registered first = registrar.register(backup, trial.deadline());
        demand(first.told() > 0, "nothing was told of a backup of everything: " + first);
        for (int i = 0; i < 3; i++) {
            Registered again = registrar.register(backup, trial.deadline());
            demand(again.told() == 0, "told again: " + again);
            demand(
                    again.known() == first.told() + first.known(),
                    "first " + first + ", then " + again + ": what was told is not known");
        }
    }
}
