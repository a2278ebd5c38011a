package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeInfo.HoldAbility;
import org.copyblade.blade.spi.BladeInfo.Reach;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.Hold;

/** How far one instant reaches, tried with dependent writes going on; only as far as info claims. */
final class InstantRules {

    private static final Hold HOLD = Hold.atMost(Duration.ofSeconds(30));

    private InstantRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R6", "all members of a group are copied at one instant", InstantRules::acrossMembers),
                new Rule("R6", "each member is copied at one instant", InstantRules::withinMembers),
                new Rule("R6", "under a hold all members are one consistent copy", InstantRules::underHold));
    }

    private static void acrossMembers(Trial trial) throws BladeException {
        if (reach(trial) != Reach.ENDPOINT) {
            throw new NotApplicable("the reach is " + reach(trial));
        }
        tryOften(trial, trial.volumes(), Hold.NONE);
    }

    private static void withinMembers(Trial trial) throws BladeException {
        if (reach(trial) == Reach.NONE) {
            throw new NotApplicable("the reach is NONE");
        }
        tryOften(trial, trial.volumes().subList(0, 1), Hold.NONE);
    }

    private static void underHold(Trial trial) throws BladeException {
        if (trial.blade().info(trial.fixture().policy()).hold() == HoldAbility.NONE) {
            throw new NotApplicable("this storage cannot hold writes");
        }
        tryOften(trial, trial.volumes(), HOLD);
    }

    private static Reach reach(Trial trial) {
        return trial.blade().info(trial.fixture().policy()).reach();
    }

    private static void tryOften(Trial trial, List<ScratchVolume> written, Hold hold) throws BladeException {
        try (DependentWriter writer = DependentWriter.start(written)) {
            for (int i = 0; i < trial.fixture().repetitions(); i++) {
                CopyGroup group = trial.newGroup();
                Binding prepared = EstablishRules.preparedFast(trial, group).binding();
                awaitRound(writer);
                Binding binding = trial.establish(group, prepared, hold);
                trial.blade().release(group, binding, trial.call());
                Exposed exposed = Contents.exposeAll(trial, group, binding, ExposeMode.READ_ONLY);
                List<Slots> copies = new ArrayList<>();
                written.forEach(volume -> copies.add(Contents.at(exposed, volume)));
                String verdict = DependentWriter.verdict(copies);
                demand(verdict.isEmpty(), "copy " + (i + 1) + ": " + verdict);
                Binding concealed = trial.blade().conceal(group, exposed.binding(), trial.call());
                trial.withdraw(group, concealed);
            }
        }
    }

    /** A writer that stands still proves nothing: each copy begins after a fresh round. */
    static void awaitRound(DependentWriter writer) {
        long before = writer.rounds();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (writer.rounds() == before) {
            demand(System.nanoTime() - end < 0, "writes to the scratch volumes do not go on");
            Thread.onSpinWait();
        }
    }
}
