package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.util.List;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.BackupModeEnd;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SystemException;

/** Rules of backup mode, under load. */
final class BackupModeRules {

    private BackupModeRules() {}

    static List<SystemRule> all() {
        return List.of(
                rule("S9", "in backup mode the system writes on", BackupModeRules::writesOn),
                rule("S10", "held tells the truth of the session", BackupModeRules::heldIsTrue),
                rule("S10", "a lost session is noticed", BackupModeRules::lostSession),
                rule("S11", "the stop position covers everything committed before", BackupModeRules::stopCovers),
                rule(
                        "S11",
                        "backup mode cannot be left after the session was lost",
                        BackupModeRules::noEndWithoutSession),
                rule("S12", "release is safe ten times, also without end", BackupModeRules::releaseAlways));
    }

    private static SystemRule rule(String id, String title, SystemRule.Check check) {
        return new SystemRule(id, title, Impact.SUSPENDS, check);
    }

    private static void writesOn(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            Position before = trial.system().position(trial.deadline());
            BackupModeToken token = trial.begin();
            demand(
                    token.start().epoch().equals(before.epoch()),
                    "backup mode began in another epoch: " + token.start().epoch());
            load.demandProgress("in backup mode");
        }
    }

    private static void heldIsTrue(SystemTrial trial) throws SystemException {
        BackupModeToken token = trial.begin();
        for (int i = 0; i < 10; i++) {
            demand(trial.backupMode().held(token), "the session is open, but not held");
        }
        trial.backupMode().end(token, trial.deadline());
        demand(!trial.backupMode().held(token), "backup mode was left, but the session is still held");
    }

    private static void lostSession(SystemTrial trial) throws SystemException {
        BackupModeToken token = trial.begin();
        trial.strike(SystemFaultSource.Kind.SESSION_LOST);
        demand(!trial.backupMode().held(token), "the session is lost, but reported held");
    }

    private static void stopCovers(SystemTrial trial) throws SystemException {
        BackupModeToken token = trial.begin();
        trial.fixture().commit();
        Position committed = trial.system().position(trial.deadline());
        BackupModeEnd end = trial.backupMode().end(token, trial.deadline());
        demand(
                end.stop().reaches(committed),
                "committed up to " + committed.text() + ", but the stop is "
                        + end.stop().text());
        demand(end.stop().reaches(token.start()), "the stop is before the start");
    }

    private static void noEndWithoutSession(SystemTrial trial) throws SystemException {
        BackupModeToken token = trial.begin();
        trial.strike(SystemFaultSource.Kind.SESSION_LOST);
        try {
            trial.backupMode().end(token, trial.deadline());
        } catch (SystemException expected) {
            return;
        }
        throw new Violation("backup mode was left with success although its session was lost");
    }

    private static void releaseAlways(SystemTrial trial) throws SystemException {
        BackupModeToken token = trial.begin();
        for (int i = 0; i < 10; i++) {
            trial.backupMode().release(token, trial.deadline());
        }
        demand(!trial.backupMode().held(token), "released, but still in backup mode");
        BackupModeToken next = trial.begin();
        demand(trial.backupMode().held(next), "a new backup mode cannot be held after a release");
        trial.backupMode().end(next, trial.deadline());
        trial.backupMode().release(next, trial.deadline());
    }
}
