package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.time.Duration;
import java.util.List;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeInfo.Grain;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.Preparation;

/** Rules of establish: deadline, all or none, lost answers. */
final class EstablishRules {

    /** Long enough to be sent on a busy machine, short enough to wait for. */
    private static final Duration SHORT = Duration.ofMillis(500);

    /** Longer than a fixture lets a late establish wait after its deadline. */
    private static final Duration LATENESS = Duration.ofMillis(600);

    private EstablishRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R5", "nothing is copied after the deadline", EstablishRules::nothingAfterTheDeadline),
                new Rule("R5", "a success after the deadline is seen and withdrawn", EstablishRules::lateSuccess),
                new Rule("R6", "the copy holds what was written before, not what came after", EstablishRules::before),
                new Rule("R6", "what establish answered is true on the storage", EstablishRules::answersTheTruth),
                new Rule("R6", "a partial failure is never established", EstablishRules::partialFailure),
                new Rule("R6", "excluded paths are left out", EstablishRules::excludedIsLeftOut),
                new Rule("R7", "a lost answer is settled by query and withdraw", EstablishRules::lostAnswer),
                new Rule("R7", "an answer lost on the way is LOOK_FIRST", EstablishRules::lostOnTheWay));
    }

    /** Prepared for establish; not applicable if the plan copies through the host. */
    static Preparation.Prepared preparedFast(Trial trial, CopyGroup group) throws BladeException {
        Preparation.Prepared prepared = trial.prepared(group);
        if (prepared.method() == CopyMethod.HOST) {
            throw new NotApplicable("this policy copies through the host");
        }
        return prepared;
    }

    private static void nothingAfterTheDeadline(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding binding = preparedFast(trial, group).binding();
        try {
            trial.blade().establish(group, binding, Hold.NONE, Call.within(Duration.ofNanos(-1)));
            throw new Violation("establish has answered success after its deadline");
        } catch (BladeException expected) {
            demandNotEstablished(trial, group, binding, "after an establish that came too late");
        }
    }

    private static void lateSuccess(Trial trial) throws BladeException {
        arm(trial, BladeFaults.Kind.LATE_SUCCESS);
        CopyGroup group = trial.newGroup();
        Binding binding = preparedFast(trial, group).binding();
        try {
            trial.blade().establish(group, binding, Hold.NONE, Call.within(SHORT));
            throw new Violation("establish has answered success although the storage had not");
        } catch (BladeException e) {
            demand(e.recovery() == Recovery.LOOK_FIRST, "an unknown outcome is reported as " + e.recovery());
        }
        trial.withdraw(group, binding);
        Trial.pause(LATENESS);
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Absent, "withdrawn, and then the late copy is " + state);
    }

    private static void before(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.stamp(Contents.SLOT);
        Contents.demandCopyHolds(trial, group, binding, stamp);
    }

    private static void answersTheTruth(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding prepared = preparedFast(trial, group).binding();
        Establishment establishment = trial.blade().establish(group, prepared, Hold.NONE, trial.call());
        trial.journal(group, establishment.binding());
        CopyState state = trial.query(group, establishment.binding());
        demand(state instanceof CopyState.Established, "establish has answered success, but the group is " + state);
        long took = establishment.answeredNanos() - establishment.sentNanos();
        demand(
                establishment.storageNanos() >= 0 && establishment.storageNanos() <= took,
                "the storage took " + establishment.storageNanos() + " ns of " + took);
    }

    private static void partialFailure(Trial trial) throws BladeException {
        if (trial.volumes().size() < 2) {
            throw new NotApplicable("one scratch volume only");
        }
        arm(trial, BladeFaults.Kind.PARTIAL_FAILURE);
        CopyGroup group = trial.newGroup();
        Binding binding = preparedFast(trial, group).binding();
        try {
            trial.blade().establish(group, binding, Hold.NONE, trial.call());
            throw new Violation("establish has answered success although a member failed");
        } catch (BladeException expected) {
            demandNotEstablished(trial, group, binding, "after a partial failure");
        }
        trial.withdraw(group, binding);
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Absent, "withdrawn after a partial failure, and then " + state);
    }

    private static void excludedIsLeftOut(Trial trial) throws BladeException {
        ScratchVolume volume = trial.volumes().get(0);
        boolean trees = trial.blade().info(trial.fixture().policy()).grain() == Grain.DATA_SET
                && volume.host().kind() == HostVolume.Kind.PATH;
        if (!trees) {
            throw new NotApplicable("members are not directory trees");
        }
        String stamp = trial.stamp(Contents.SLOT);
        trial.stamp("skipped/" + Contents.SLOT);
        CopyMember whole = trial.newGroup().members().get(0);
        CopyGroup group =
                trial.group(List.of(new CopyMember(whole.name(), whole.source(), List.of("skipped"), whole.gate())));
        Binding binding = trial.established(group);
        Slots copy = Contents.at(Contents.exposeAll(trial, group, binding, ExposeMode.READ_ONLY), volume);
        demand(copy.read("skipped/" + Contents.SLOT).isEmpty(), "the excluded path is in the copy");
        demand(Contents.text(copy.read(Contents.SLOT)).equals(stamp), "what was not excluded is missing");
    }

    private static void lostAnswer(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding prepared = preparedFast(trial, group).binding();
        trial.blade().establish(group, prepared, Hold.NONE, trial.call());
        for (int i = 0; i < 10; i++) {
            CopyState state = trial.query(group, prepared);
            demand(
                    state instanceof CopyState.Established,
                    "asked with the prepared binding, an established group is " + state);
        }
        trial.withdraw(group, prepared);
        CopyState state = trial.query(group, prepared);
        demand(state instanceof CopyState.Absent, "withdrawn with the prepared binding, the group is " + state);
    }

    private static void lostOnTheWay(Trial trial) throws BladeException {
        arm(trial, BladeFaults.Kind.LOST_ANSWER);
        CopyGroup group = trial.newGroup();
        Binding prepared = preparedFast(trial, group).binding();
        try {
            trial.blade().establish(group, prepared, Hold.NONE, trial.call());
            throw new Violation("establish has answered success although the answer was lost");
        } catch (BladeException e) {
            demand(e.recovery() == Recovery.LOOK_FIRST, "a lost answer is reported as " + e.recovery());
        }
        CopyState state = trial.query(group, prepared);
        demand(state instanceof CopyState.Established, "established with a lost answer, the group is " + state);
    }

    static void arm(Trial trial, BladeFaults.Kind kind) {
        boolean armed =
                trial.fixture().faults().map(faults -> faults.next(kind)).orElse(false);
        if (!armed) {
            throw new NotApplicable("this storage cannot be told to fail: " + kind);
        }
    }

    private static void demandNotEstablished(Trial trial, CopyGroup group, Binding binding, String when)
            throws BladeException {
        CopyState state = trial.query(group, binding);
        demand(!(state instanceof CopyState.Established), when + " the group is " + state);
    }
}
