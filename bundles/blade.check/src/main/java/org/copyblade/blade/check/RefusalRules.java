package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.check.BladeFaults.Kind;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.Hold;

/** Rules of a storage that answers, but not as one would like: slowly, after the session has ended, or out of order. */
final class RefusalRules {

    /** A call of the contract that may be repeated, and what it answers. */
    private interface Repeatable<R> {
        R run() throws BladeException;
    }

    private RefusalRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R20", "a slow answer within the deadline is a success", RefusalRules::slow),
                new Rule("R21", "a session that ends before establish costs no copy", RefusalRules::loggedOut),
                new Rule("R21", "query, release and withdraw outlive their session", RefusalRules::loggedOutLater),
                new Rule("R22", "a server out of order for establish leaves no doubt", RefusalRules::serverError),
                new Rule("R22", "a copy made by a server out of order is seen", RefusalRules::serverErrorAfter),
                new Rule("R22", "query, release and withdraw tell a server out of order", RefusalRules::errorLater));
    }

    private static void slow(Trial trial) throws BladeException {
        needsFaults(trial);
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding prepared = EstablishRules.preparedFast(trial, group).binding();
        EstablishRules.arm(trial, Kind.SLOW);
        Call call = trial.call();
        Establishment answer = trial.blade().establish(group, prepared, Hold.NONE, call);
        trial.journal(group, answer.binding());
        demand(!call.expired(), "the answer has come after the deadline");
        trial.stamp(Contents.SLOT);
        demandTheCopy(trial, group, answer.binding(), stamp, "established slowly");
    }

    private static void loggedOut(Trial trial) throws BladeException {
        establishedOrTold(trial, Kind.LOGGED_OUT);
    }

    private static void serverError(Trial trial) throws BladeException {
        establishedOrTold(trial, Kind.SERVER_ERROR);
    }

    private static void serverErrorAfter(Trial trial) throws BladeException {
        establishedOrTold(trial, Kind.SERVER_ERROR_AFTER);
    }

    private static void loggedOutLater(Trial trial) throws BladeException {
        repeatedUntilTrue(trial, Kind.LOGGED_OUT);
    }

    private static void errorLater(Trial trial) throws BladeException {
        repeatedUntilTrue(trial, Kind.SERVER_ERROR);
    }

    /** Either there is a copy of the instant, or there is none and the group can be copied as if nothing had been. */
    private static void establishedOrTold(Trial trial, Kind kind) throws BladeException {
        needsFaults(trial);
        List<FoundCopy> before = list(trial);
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding prepared = EstablishRules.preparedFast(trial, group).binding();
        EstablishRules.arm(trial, kind);
        Optional<Binding> established = told(() -> trial.establish(group, prepared, Hold.NONE));
        String later = trial.stamp(Contents.SLOT);
        Binding newest = established.orElse(prepared);
        CopyState state = trial.query(group, newest);
        boolean made = established.isPresent() || kind == Kind.SERVER_ERROR_AFTER;
        if (made || state instanceof CopyState.Established) {
            demandTheCopy(trial, group, newest, stamp, "after establish met " + kind);
        }
        demandNothingLeft(trial, group, newest, before);
        Binding again = trial.established(group);
        demandTheCopy(trial, group, again, later, "established once more after " + kind);
        demandNothingLeft(trial, group, again, before);
    }

    /** A call that meets the fault answers the truth or an error; made again, it answers the truth. */
    private static void repeatedUntilTrue(Trial trial, Kind kind) throws BladeException {
        needsFaults(trial);
        List<FoundCopy> before = list(trial);
        CopyGroup group = trial.newGroup();
        Binding prepared = EstablishRules.preparedFast(trial, group).binding();
        Binding binding = trial.establish(group, prepared, Hold.NONE);
        CopyState state = facing(trial, kind, () -> trial.query(group, binding));
        demand(state instanceof CopyState.Established, "asked under " + kind + ", an established group is " + state);
        facing(trial, kind, () -> trial.blade().release(group, binding, trial.call()));
        facing(trial, kind, () -> {
            trial.withdraw(group, binding);
            return binding;
        });
        demandGone(trial, group, binding, before);
    }

    private static <R> R facing(Trial trial, Kind kind, Repeatable<R> call) throws BladeException {
        EstablishRules.arm(trial, kind);
        Optional<R> answer = told(call);
        return answer.isPresent() ? answer.get() : call.run();
    }

    /** What the call answers; empty if it fails with an error that people can act on. */
    private static <R> Optional<R> told(Repeatable<R> call) {
        try {
            return Optional.of(call.run());
        } catch (BladeException e) {
            demand(!e.code().isBlank() && !e.getMessage().isBlank(), "the error says nothing: " + e);
            return Optional.empty();
        }
    }

    private static void demandTheCopy(Trial trial, CopyGroup group, Binding binding, String stamp, String when)
            throws BladeException {
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Established, when + ", the group is " + state);
        Contents.demandCopyHolds(trial, group, binding, stamp);
    }

    private static void demandNothingLeft(Trial trial, CopyGroup group, Binding binding, List<FoundCopy> before)
            throws BladeException {
        trial.withdraw(group, binding);
        demandGone(trial, group, binding, before);
    }

    private static void demandGone(Trial trial, CopyGroup group, Binding binding, List<FoundCopy> before)
            throws BladeException {
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Absent, "withdrawn, and then " + state);
        List<FoundCopy> left = list(trial);
        demand(left.size() == before.size(), "withdrawn, but listed: " + left);
    }

    private static List<FoundCopy> list(Trial trial) throws BladeException {
        return trial.blade().list(trial.fixture().policy(), trial.call());
    }

    /** Spares the preparation where nothing can be made to go wrong. */
    private static void needsFaults(Trial trial) {
        if (trial.fixture().faults().isEmpty()) {
            throw new NotApplicable("this storage cannot be told to fail");
        }
    }
}
