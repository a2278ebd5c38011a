package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo.Mark;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.SecureCopies;

/** Rules of withdraw and list. */
final class EndRules {

    private EndRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R14", "withdraw ten times is success, and the copy is gone", EndRules::tenTimes),
                new Rule("R14", "withdraw leaves the sources alone", EndRules::sourcesStay),
                new Rule("R14", "withdraw of what was never prepared is success", EndRules::neverPrepared),
                new Rule("R14", "withdraw ends exposures too", EndRules::whileExposed),
                new Rule("R14", "withdraw ends one group only", EndRules::onlyThisGroup),
                new Rule("R14", "what forbids a withdrawal is said before, and nothing else", EndRules::planned),
                new Rule("R15", "list shows an established copy and not a withdrawn one", EndRules::listed),
                new Rule("R15", "what list gives is enough to withdraw an orphan", EndRules::orphan));
    }

    private static void tenTimes(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        for (int i = 0; i < 10; i++) {
            trial.withdraw(group, binding);
            CopyState state = trial.query(group, binding);
            demand(state instanceof CopyState.Absent, "withdrawn " + (i + 1) + " times, and then " + state);
        }
    }

    private static void planned(Trial trial) throws BladeException {
        if (!(trial.blade() instanceof SecureCopies)) {
            throw new NotApplicable("the blade keeps no copy secure");
        }
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        List<BladeFinding> findings = List.of();
        for (int i = 0; i < 3; i++) {
            findings = ((SecureCopies) trial.blade()).planWithdraw(group, binding, trial.call());
            CopyState state = trial.query(group, binding);
            demand(state instanceof CopyState.Established, "its withdrawal was only planned, and then " + state);
        }
        trial.withdraw(group, binding);
        Optional<BladeFinding> forbidding = findings.stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .findFirst();
        demand(forbidding.isEmpty(), "withdrawn, though the plan of that said " + forbidding);
        demand(
                ((SecureCopies) trial.blade())
                        .planWithdraw(group, binding, trial.call())
                        .isEmpty(),
                "there is something to say of the withdrawal of a group that is gone");
    }

    private static void sourcesStay(Trial trial) throws BladeException {
        trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        String stamp = trial.stamp(Contents.SLOT);
        trial.withdraw(group, binding);
        Contents.demandStamp(trial, stamp);
    }

    private static void neverPrepared(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding binding = trial.plan(group, trial.fixture().policy()).binding();
        trial.withdraw(group, binding);
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Absent, "never prepared and withdrawn, and then " + state);
    }

    private static void whileExposed(Trial trial) throws BladeException {
        trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        Binding exposed =
                Contents.exposeAll(trial, group, binding, ExposeMode.READ_ONLY).binding();
        trial.withdraw(group, exposed);
        CopyState state = trial.query(group, exposed);
        demand(state instanceof CopyState.Absent, "withdrawn while exposed, and then " + state);
    }

    private static void onlyThisGroup(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup stays = trial.newGroup();
        Binding staysBinding = trial.established(stays);
        CopyGroup goes = trial.newGroup();
        if (!trial.blade().plan(goes, trial.fixture().policy(), trial.call()).isPossible()) {
            throw new NotApplicable("there is no room for a second copy");
        }
        Binding goesBinding = trial.established(goes);
        trial.withdraw(goes, goesBinding);
        CopyState state = trial.query(stays, staysBinding);
        demand(state instanceof CopyState.Established, "another group was withdrawn, and now this one is " + state);
        Contents.demandCopyHolds(trial, stays, staysBinding, stamp);
    }

    private static void listed(Trial trial) throws BladeException {
        List<FoundCopy> before = list(trial);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        List<FoundCopy> young = young(trial, group, before);
        demand(!young.isEmpty(), "an established copy is not listed");
        trial.withdraw(group, binding);
        demandGone(trial, young, "a withdrawn copy is still listed");
    }

    private static void orphan(Trial trial) throws BladeException {
        List<FoundCopy> before = list(trial);
        CopyGroup group = trial.newGroup();
        trial.established(group);
        List<FoundCopy> young = young(trial, group, before);
        demand(!young.isEmpty(), "an established copy is not listed");
        for (FoundCopy copy : young) {
            Binding binding = copy.binding()
                    .orElseThrow(() -> new NotApplicable("this storage does not say what a copy belongs to"));
            trial.withdraw(group, binding);
        }
        demandGone(trial, young, "an orphan is still listed after withdraw");
    }

    /** On shared storage the copies of others come and go meanwhile: where copies bear an id, only those of the group count. */
    private static List<FoundCopy> young(Trial trial, CopyGroup group, List<FoundCopy> before) throws BladeException {
        boolean named = trial.blade().info(trial.fixture().policy()).mark() == Mark.NAMED;
        return list(trial).stream()
                .filter(copy -> before.stream().noneMatch(old -> old.where().equals(copy.where())))
                .filter(copy -> copy.group().map(group.id()::equals).orElse(!named))
                .toList();
    }

    private static void demandGone(Trial trial, List<FoundCopy> withdrawn, String otherwise) throws BladeException {
        Set<String> left = list(trial).stream().map(FoundCopy::where).collect(Collectors.toSet());
        demand(withdrawn.stream().map(FoundCopy::where).noneMatch(left::contains), otherwise);
    }

    private static List<FoundCopy> list(Trial trial) throws BladeException {
        return trial.blade().list(trial.fixture().policy(), trial.call());
    }
}
