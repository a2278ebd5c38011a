package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.time.Duration;
import java.util.List;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeInfo.HoldAbility;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;

/** Rules of holding writes and letting them go. */
final class HoldRules {

    private static final Hold HOLD = Hold.atMost(Duration.ofSeconds(30));

    private HoldRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R8", "release is safe ten times when nothing is held", HoldRules::nothingHeld),
                new Rule("R8", "a hold is asked for only where it can be had", HoldRules::refusedWhereImpossible),
                new Rule("R8", "held writes go on after release, which says the hold was in force", HoldRules::goesOn),
                new Rule("R8", "a hold that ended too early is reported lost", HoldRules::expired),
                new Rule("R8", "what a hold acts on is named before it", HoldRules::domainsAreNamed));
    }

    private static HoldAbility ability(Trial trial) {
        return trial.blade().info(trial.fixture().policy()).hold();
    }

    private static void nothingHeld(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding binding = trial.prepared(group).binding();
        for (int i = 0; i < 10; i++) {
            Release release = trial.blade().release(group, binding, trial.call());
            demand(release == Release.NOTHING_HELD, "nothing is held, but release answers " + release);
        }
    }

    private static void refusedWhereImpossible(Trial trial) throws BladeException {
        if (ability(trial) != HoldAbility.NONE) {
            throw new NotApplicable("this storage can hold writes");
        }
        CopyGroup group = trial.newGroup();
        Binding binding = EstablishRules.preparedFast(trial, group).binding();
        try {
            trial.blade().establish(group, binding, HOLD, trial.call());
            throw new Violation("a hold that the storage cannot give was promised");
        } catch (BladeException e) {
            demand(
                    e.recovery() == BladeException.Recovery.FIX_REQUEST,
                    "a hold that cannot be had is refused with " + e.recovery());
        }
    }

    private static void goesOn(Trial trial) throws BladeException {
        needsHold(trial);
        CopyGroup group = trial.newGroup();
        Binding prepared = EstablishRules.preparedFast(trial, group).binding();
        try (DependentWriter writer = DependentWriter.start(trial.volumes())) {
            InstantRules.awaitRound(writer);
            Binding binding = trial.establish(group, prepared, HOLD);
            Release release = trial.blade().release(group, binding, trial.call());
            demand(
                    release == Release.VERIFIED_BY_STORAGE || release == Release.BY_CLOCK,
                    "released in time, but the answer is " + release);
            InstantRules.awaitRound(writer);
            for (int i = 0; i < 10; i++) {
                trial.blade().release(group, binding, trial.call());
            }
        }
    }

    private static void expired(Trial trial) throws BladeException {
        needsHold(trial);
        EstablishRules.arm(trial, BladeFaults.Kind.HOLD_EXPIRES);
        CopyGroup group = trial.newGroup();
        Binding prepared = EstablishRules.preparedFast(trial, group).binding();
        Binding binding = trial.establish(group, prepared, HOLD);
        Release release = trial.blade().release(group, binding, trial.call());
        demand(release == Release.LOST, "the hold had expired, but release answers " + release);
    }

    private static void domainsAreNamed(Trial trial) throws BladeException {
        needsHold(trial);
        Preparation.Prepared prepared = trial.prepared(trial.newGroup());
        demand(!prepared.holds().isEmpty(), "prepared for a hold, but no hold domain is named");
        boolean bounded = ability(trial) == HoldAbility.INSIDE_ESTABLISH
                || prepared.storageTimer().isPresent()
                || prepared.thaw().isPresent();
        demand(bounded, "nobody but the blade can end the hold: no timer of the storage and no thaw recipe");
    }

    private static void needsHold(Trial trial) {
        if (ability(trial) == HoldAbility.NONE) {
            throw new NotApplicable("this storage cannot hold writes");
        }
    }
}
