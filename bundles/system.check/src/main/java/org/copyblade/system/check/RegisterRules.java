package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.Deregistrar;
import org.copyblade.system.spi.Registrar;
import org.copyblade.system.spi.Registrar.Registered;
import org.copyblade.system.spi.SystemException;

/** Rules of telling the recovery control of a system of a backup. Records of a backup that is none stay where it cannot forget. */
final class RegisterRules {

    private RegisterRules() {}

    static List<SystemRule> all() {
        return List.of(
                new SystemRule(
                        "S20",
                        "a backup that is registered again is told once",
                        Impact.SUSPENDS,
                        RegisterRules::toldOnce),
                new SystemRule(
                        "S21",
                        "a backup that is deregistered is known no more",
                        Impact.SUSPENDS,
                        RegisterRules::forgotten));
    }

    private static void forgotten(SystemTrial trial) throws SystemException {
        Registrar registrar = trial.registrar();
        Deregistrar deregistrar = trial.deregistrar();
        BackupFacts backup = backup(trial);
        int unknown = deregistrar.deregister(backup, trial.deadline());
        demand(unknown == 0, unknown + " data sets forgotten of a backup that nobody knew");
        for (int round = 0; round < 2; round++) {
            Registered told = registrar.register(backup, trial.deadline());
            demand(told.told() > 0 && told.known() == 0, "what was forgotten is known: " + told);
            int forgotten = deregistrar.deregister(backup, trial.deadline());
            demand(forgotten == told.told(), told + ", of which " + forgotten + " were forgotten");
            int again = deregistrar.deregister(backup, trial.deadline());
            demand(again == 0, again + " data sets forgotten once more");
        }
    }

    private static BackupFacts backup(SystemTrial trial) throws SystemException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new BackupFacts(
                "CHECK-" + trial.fixture().nextEpoch() % 1_000_000_000,
                now.minusSeconds(1),
                now,
                trial.system().discover(trial.deadline()));
    }

    private static void toldOnce(SystemTrial trial) throws SystemException {
        Registrar registrar = trial.registrar();
        BackupFacts backup = backup(trial);
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
