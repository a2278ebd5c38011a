package org.copyblade.system.check;

import static org.copyblade.system.check.SystemTrial.demand;

import java.time.Duration;
import java.util.List;
import org.copyblade.system.check.SystemRule.Impact;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;

/** Rules of suspending, under load. */
final class SuspendRules {

    /** Long enough for a busy machine to suspend within it, short enough to wait for. */
    private static final Duration SHORT = Duration.ofMillis(1500);

    private SuspendRules() {}

    static List<SystemRule> all() {
        return List.of(
                rule("S5", "an announcement, ten times, and arm hold nothing", SuspendRules::armHoldsNothing),
                rule("S5", "arm resumes what an older suspension has left", SuspendRules::armResumes),
                rule("S6", "a suspended system ends no commit", SuspendRules::suspendHolds),
                rule("S6", "a failed suspend holds nothing", SuspendRules::failedSuspend),
                rule("S7", "resume says in force, and commits go on", SuspendRules::resume),
                rule("S7", "resume is safe ten times and never in force again", SuspendRules::tenTimes),
                rule(
                        "S7",
                        "at the limit the system goes on by itself, and the hold was not in force",
                        SuspendRules::limit),
                rule("S7", "a system that a stranger continued was not held", SuspendRules::stranger),
                rule("S7", "an old token lets nothing go", SuspendRules::fencing),
                rule("S7", "a token of a form that nobody knows lets the system go on", SuspendRules::alien),
                rule("S8", "disarm is safe ten times, and the next suspension works", SuspendRules::disarm));
    }

    private static SystemRule rule(String id, String title, SystemRule.Check check) {
        return new SystemRule(id, title, Impact.SUSPENDS, check);
    }

    private static void armHoldsNothing(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            for (int i = 0; i < 10; i++) {
                trial.suspendable().announce(trial.deadline());
            }
            load.demandProgress("after the announcement");
            trial.arm(SystemTrial.HOLD_LIMIT);
            load.demandProgress("after arm");
        }
    }

    private static void armResumes(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            SuspendToken lost = trial.arm(Duration.ofSeconds(60));
            trial.suspendable().suspend(lost, trial.deadline());
            trial.arm(SystemTrial.HOLD_LIMIT);
            load.demandProgress("after a new arm");
            demand(
                    trial.suspendable().resume(lost).verdict() != Verdict.IN_FORCE,
                    "the older hold was ended by arm, but is reported in force");
        }
    }

    private static void suspendHolds(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            SuspendToken token = trial.arm(SystemTrial.HOLD_LIMIT);
            Suspension suspension = trial.suspendable().suspend(token, trial.deadline());
            demand(suspension.heldNanos() - suspension.askedNanos() >= 0, "held before asked");
            load.demandStandstill("while the system was suspended");
            trial.suspendable().resume(token);
            load.demandProgress("after resume");
        }
    }

    private static void failedSuspend(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            SuspendToken token = trial.arm(SystemTrial.HOLD_LIMIT);
            trial.strike(SystemFaultSource.Kind.SUSPEND_FAILS);
            try {
                trial.suspendable().suspend(token, trial.deadline());
                throw new Violation("suspend has answered success although it failed");
            } catch (SystemException expected) {
                load.demandProgress("after a failed suspend");
            }
        }
    }

    private static void resume(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            for (int i = 0; i < 10; i++) {
                SuspendToken token = trial.arm(SystemTrial.HOLD_LIMIT);
                Suspension suspension = trial.suspendable().suspend(token, trial.deadline());
                Resumption resumption = trial.suspendable().resume(token);
                demand(
                        resumption.verdict() == Verdict.IN_FORCE,
                        "held and resumed, but " + resumption.verdict() + ": " + resumption.why());
                demand(
                        resumption.checkedNanos() - suspension.heldNanos() >= 0
                                && resumption.resumedNanos() - resumption.checkedNanos() >= 0,
                        "the times of suspension and resumption are out of order");
                trial.suspendable().disarm(token);
                load.demandProgress("after resume");
            }
        }
    }

    private static void tenTimes(SystemTrial trial) throws SystemException {
        SuspendToken token = trial.arm(SystemTrial.HOLD_LIMIT);
        trial.suspendable().suspend(token, trial.deadline());
        trial.suspendable().resume(token);
        for (int i = 0; i < 10; i++) {
            Verdict verdict = trial.suspendable().resume(token).verdict();
            demand(verdict != Verdict.IN_FORCE, "nothing is held any more, but resume answers " + verdict);
        }
        trial.fixture().commit();
    }

    private static void limit(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            SuspendToken token = trial.arm(SHORT);
            trial.suspendable().suspend(token, trial.deadline());
            SystemTrial.pause(SHORT);
            load.demandProgress("after the limit of the hold");
            Verdict verdict = trial.suspendable().resume(token).verdict();
            demand(verdict != Verdict.IN_FORCE, "the limit had passed, but the hold is reported in force");
        }
    }

    private static void stranger(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            SuspendToken token = trial.arm(SystemTrial.HOLD_LIMIT);
            trial.suspendable().suspend(token, trial.deadline());
            trial.strike(SystemFaultSource.Kind.STRANGER_CONTINUES);
            load.demandProgress("after a stranger continued the system");
            Verdict verdict = trial.suspendable().resume(token).verdict();
            demand(verdict != Verdict.IN_FORCE, "a stranger continued the system, but the hold is reported in force");
        }
    }

    private static void fencing(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            SuspendToken old = trial.arm(SystemTrial.HOLD_LIMIT);
            trial.suspendable().suspend(old, trial.deadline());
            trial.suspendable().resume(old);
            trial.suspendable().disarm(old);
            SuspendToken young = trial.arm(SystemTrial.HOLD_LIMIT);
            trial.suspendable().suspend(young, trial.deadline());
            Verdict stale = trial.suspendable().resume(old).verdict();
            demand(stale != Verdict.IN_FORCE, "an old token is reported in force");
            load.demandStandstill("after a resume with an old token");
            Verdict verdict = trial.suspendable().resume(young).verdict();
            demand(verdict == Verdict.IN_FORCE, "an old token has ended a younger hold: " + verdict);
        }
    }

    /** What a token says beyond system and epoch may be of another version: it goes on all the same. */
    private static void alien(SystemTrial trial) throws SystemException {
        try (Load load = Load.start(trial.fixture())) {
            SuspendToken token = trial.arm(Duration.ofSeconds(60));
            trial.suspendable().suspend(token, trial.deadline());
            SuspendToken alien = new SuspendToken(token.system(), token.epoch(), Integer.MAX_VALUE, "?");
            for (int i = 0; i < 10; i++) {
                Verdict verdict = trial.suspendable().resume(alien).verdict();
                demand(
                        verdict != Verdict.IN_FORCE,
                        "nobody knows the form of the token, but resume answers " + verdict);
                load.demandProgress("after a resume with a token of a form that nobody knows");
            }
            Verdict verdict = trial.suspendable().resume(token).verdict();
            demand(verdict != Verdict.IN_FORCE, "it went on before, but the hold is reported in force");
        }
    }

    private static void disarm(SystemTrial trial) throws SystemException {
        SuspendToken token = trial.arm(SystemTrial.HOLD_LIMIT);
        trial.suspendable().suspend(token, trial.deadline());
        trial.suspendable().resume(token);
        for (int i = 0; i < 10; i++) {
            trial.suspendable().disarm(token);
        }
        SuspendToken next = trial.arm(SystemTrial.HOLD_LIMIT);
        trial.suspendable().suspend(next, trial.deadline());
        Verdict verdict = trial.suspendable().resume(next).verdict();
        demand(verdict == Verdict.IN_FORCE, "the suspension after a disarm is " + verdict);
    }
}
