package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.RestoreChoice;

/** Rules of restore and its plan. */
final class RestoreRules {

    private static final Duration BACK_LIMIT = Duration.ofMinutes(5);

    private static final Duration COPY_LIMIT = Duration.ofSeconds(5);

    /** Of a blade that tells no percentage and so cannot tell the end, either. */
    private static final Duration BLIND_COPY_LIMIT = Duration.ofSeconds(1);

    private static final int GIVEN_UP_STEPS = 3;

    private static final Duration LOOK = Duration.ofMillis(20);

    private RestoreRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R13", "restore brings back the point in time", RestoreRules::bringsBack),
                new Rule("R13", "restore steps repeated after lost answers end the same", RestoreRules::repeated),
                new Rule("R13", "restore touches only the members asked for", RestoreRules::onlyTheMembers),
                new Rule("R13", "a restored tree has its gate shut", RestoreRules::gateIsShut),
                new Rule("R13", "restore keeps or consumes the copy as info says", RestoreRules::effectAsSaid),
                new Rule("R13", "a restore does to the copy what was chosen", RestoreRules::asChosen),
                new Rule("R13", "a restore that has used its copy up is done, not begun anew", RestoreRules::doneAgain),
                new Rule("R13", "a copy used up before another restore stays so", RestoreRules::usedUpBefore),
                new Rule("R13", "what was restored can be copied again", RestoreRules::copiedAgain),
                new Rule("R13", "an older copy is restored and a younger one stays", RestoreRules::olderBesideYounger),
                new Rule("R13", "one copy is restored after another", RestoreRules::oneAfterAnother),
                new Rule("R13", "a restore given up for another one begins anew", RestoreRules::givenUp),
                new Rule("R13", "a restore of an unknown member is refused", RestoreRules::unknownMember),
                new Rule("R18", "planning a restore changes nothing", RestoreRules::planChangesNothing));
    }

    private static void bringsBack(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.stamp(Contents.SLOT);
        restore(trial, group, binding, group.memberNames());
        Contents.demandStamp(trial, stamp);
        trial.stamp(Contents.SLOT);
    }

    private static void repeated(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.stamp(Contents.SLOT);
        // Every answer is lost once: the next call still has the binding of before.
        Trial.Step twice = newest -> {
            trial.blade().restore(group, newest, group.memberNames(), trial.call());
            return trial.blade().restore(group, newest, group.memberNames(), trial.call());
        };
        trial.toTheEnd(group, binding, twice);
        Contents.demandStamp(trial, stamp);
    }

    private static void onlyTheMembers(Trial trial) throws BladeException {
        if (trial.volumes().size() < 2) {
            throw new NotApplicable("one scratch volume only");
        }
        String old = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        String young = trial.stamp(Contents.SLOT);
        ScratchVolume one = trial.volumes().get(0);
        restore(trial, group, binding, Set.of(one.name()));
        for (ScratchVolume volume : trial.volumes()) {
            String wanted = volume == one ? old : young;
            String found = Contents.text(volume.content().read(Contents.SLOT));
            demand(found.equals(wanted), "source " + volume.name() + " holds " + found + " instead of " + wanted);
        }
    }

    private static void gateIsShut(Trial trial) throws BladeException {
        ScratchVolume gated = trial.volumes().stream()
                .filter(volume -> volume.gate().isPresent())
                .findFirst()
                .orElseThrow(() -> new NotApplicable("no scratch volume has a gate"));
        String gate = gated.gate().orElseThrow();
        trial.stamp(gate);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.toTheEnd(group, binding, newest -> {
            Advance step = trial.blade().restore(group, newest, group.memberNames(), trial.call());
            Optional<byte[]> open = gated.content().read(gate);
            demand(open.isEmpty(), "the gate " + gate + " is open, which is for the system to do");
            return step;
        });
        String shut = gate + CopyMember.SHUT;
        demand(gated.content().read(shut).isPresent(), "the gate " + shut + " is missing after the restore");
    }

    private static void effectAsSaid(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.stamp(Contents.SLOT);
        Binding restored = restore(trial, group, binding, group.memberNames());
        RestoreEffect effect = trial.blade().info(trial.fixture().policy()).restoreEffect();
        CopyState state = trial.query(group, restored);
        if (effect == RestoreEffect.CONSUMES_COPY) {
            demand(!(state instanceof CopyState.Established), "the copy is used up by its restore, but " + state);
            return;
        }
        demand(
                state instanceof CopyState.Established || state instanceof CopyState.Restoring,
                "a restore keeps the copy, but then it is " + state);
        trial.stamp(Contents.SLOT);
        restore(trial, group, restored, group.memberNames());
        Contents.demandStamp(trial, stamp);
    }

    /** The choice is in the binding: between it and any step somebody may configure another. */
    private static void asChosen(Trial trial) throws BladeException {
        if (!(trial.blade() instanceof RestoreChoice able)) {
            throw new NotApplicable("the blade has no options of a restore");
        }
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.stamp(Contents.SLOT);
        RestoreChoice.Chosen chosen = able.chooseRestore(binding);
        trial.journal(group, chosen.binding());
        RestoreEffect planned = trial.blade().info(trial.fixture().policy()).restoreEffect();
        demand(chosen.effect() == planned, "chosen is " + chosen.effect() + ", but info says " + planned);
        RestoreChoice.Chosen again = able.chooseRestore(chosen.binding());
        demand(again.equals(chosen), "chosen once more it is " + again + " instead of " + chosen);
        CopyState before = trial.query(group, chosen.binding());
        demand(before instanceof CopyState.Established, "a restore was only chosen, but the copy is " + before);
        CopyState state = trial.query(group, restore(trial, group, chosen.binding(), group.memberNames()));
        Contents.demandStamp(trial, stamp);
        boolean kept = state instanceof CopyState.Established || state instanceof CopyState.Restoring;
        demand(
                kept == (chosen.effect() == RestoreEffect.KEEPS_COPY),
                "chosen was " + chosen.effect() + ", but then the copy is " + state);
    }

    /** Its caller may have died before it could note that the copy is used up, and its system is down meanwhile. */
    private static void doneAgain(Trial trial) throws BladeException {
        requireConsuming(trial);
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.stamp(Contents.SLOT);
        Binding restored = restore(trial, group, binding, group.memberNames());
        for (int i = 0; i < 3; i++) {
            Advance again = trial.blade().restore(group, restored, group.memberNames(), trial.call());
            demand(
                    again instanceof Advance.Done,
                    "a restore that is done and has used its copy up goes on with " + again);
            restored = again.binding();
            trial.journal(group, restored);
        }
        Contents.demandStamp(trial, stamp);
        demand(
                isForbidden(trial, group, restored),
                "a new restore of a copy that is used up is not forbidden by its plan");
    }

    /** What the sources hold is not that copy any more, and nothing can bring it back. */
    private static void usedUpBefore(Trial trial) throws BladeException {
        requireConsuming(trial);
        Copied older = Copied.by(trial);
        Copied younger = Copied.by(trial);
        older.awaitBackground(trial);
        younger.awaitBackground(trial);
        Binding first = younger.restoreBeside(older, trial);
        await(trial, younger.group, first, CopyState.Restoring.class::isInstance, BACK_LIMIT);
        older.restoreBeside(younger, trial);
        try {
            restore(trial, younger.group, first, younger.group.memberNames());
        } catch (BladeException refused) {
            Contents.demandStamp(trial, older.stamp);
            return;
        }
        throw new Violation("a copy that is used up was restored once more, after another one was");
    }

    private static void requireConsuming(Trial trial) {
        RestoreEffect effect = trial.blade().info(trial.fixture().policy()).restoreEffect();
        if (effect != RestoreEffect.CONSUMES_COPY) {
            throw new NotApplicable("a restore keeps the copy");
        }
    }

    private static boolean isForbidden(Trial trial, CopyGroup group, Binding binding) {
        try {
            return trial.blade().planRestore(group, binding, group.memberNames(), trial.call()).stream()
                    .anyMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR);
        } catch (BladeException refused) {
            return true;
        }
    }

    /** The night after a restore is the one in which a backup is needed most. */
    private static void copiedAgain(Trial trial) throws BladeException {
        String old = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        trial.stamp(Contents.SLOT);
        Binding restored = restore(trial, group, binding, group.memberNames());
        await(trial, group, restored, CopyState.Restoring.class::isInstance, BACK_LIMIT);
        String young = trial.stamp(Contents.SLOT);
        CopyGroup another = trial.newGroup();
        Binding next = trial.established(another);
        trial.stamp(Contents.SLOT);
        Contents.demandCopyHolds(trial, another, next, young);
        RestoreEffect effect = trial.blade().info(trial.fixture().policy()).restoreEffect();
        if (effect == RestoreEffect.KEEPS_COPY) {
            Contents.demandCopyHolds(trial, group, restored, old);
        }
    }

    /** What is wrong with the data is often in the newest backup, too. */
    private static void olderBesideYounger(Trial trial) throws BladeException {
        Copied older = Copied.by(trial);
        Copied younger = Copied.by(trial);
        older.awaitBackground(trial);
        younger.awaitBackground(trial);
        trial.stamp(Contents.SLOT);
        older.restoreBeside(younger, trial);
        Contents.demandStamp(trial, older.stamp);
        Contents.demandCopyHolds(trial, younger.group, younger.binding, younger.stamp);
    }

    /** It may have been the wrong one. */
    private static void oneAfterAnother(Trial trial) throws BladeException {
        Copied older = Copied.by(trial);
        Copied younger = Copied.by(trial);
        older.awaitBackground(trial);
        younger.awaitBackground(trial);
        trial.stamp(Contents.SLOT);
        Binding first = younger.restoreBeside(older, trial);
        await(trial, younger.group, first, CopyState.Restoring.class::isInstance, BACK_LIMIT);
        Contents.demandStamp(trial, younger.stamp);
        trial.stamp(Contents.SLOT);
        older.restoreBeside(younger, trial);
        Contents.demandStamp(trial, older.stamp);
    }

    /** One of several copies, and what the sources held at its instant. */
    private record Copied(String stamp, CopyGroup group, Binding binding) {

        static Copied by(Trial trial) throws BladeException {
            String stamp = trial.stamp(Contents.SLOT);
            CopyGroup group = trial.newGroup();
            return new Copied(stamp, group, trial.established(group));
        }

        void awaitBackground(Trial trial) throws BladeException {
            Duration limit = isBlind(trial.query(group, binding)) ? BLIND_COPY_LIMIT : COPY_LIMIT;
            await(trial, group, binding, RestoreRules::isCopying, limit);
        }

        Copied after(Binding newest) {
            return new Copied(stamp, group, newest);
        }

        /** Whether it was not done by then. */
        boolean giveUpBehind(int steps, Trial trial) throws BladeException {
            Binding newest = binding;
            for (int i = 0; i < steps; i++) {
                Advance step = trial.blade().restore(group, newest, group.memberNames(), trial.call());
                newest = step.binding();
                trial.journal(group, newest);
                if (step instanceof Advance.Done) {
                    return false;
                }
            }
            return true;
        }

        /** A refusal must be foretold by the plan: whoever restores has stopped the system by then. */
        Binding restoreBeside(Copied other, Trial trial) throws BladeException {
            List<BladeFinding> outlook = trial.blade().planRestore(group, binding, group.memberNames(), trial.call());
            requireNotForbidden(outlook);
            boolean foretold = outlook.stream()
                    .filter(finding -> finding.severity() == BladeFinding.Severity.WARNING)
                    .anyMatch(
                            finding -> finding.text().contains(other.group.id().value()));
            try {
                return restore(trial, group, binding, group.memberNames());
            } catch (BladeException e) {
                demand(foretold, "beside another copy the restore was refused, untold by its plan: " + e);
                throw new NotApplicable("beside another copy a restore is refused, as its plan says");
            }
        }
    }

    /** Whoever gives a restore up half way undoes it, and may want it again later: with the binding of before. */
    private static void givenUp(Trial trial) throws BladeException {
        Copied older = Copied.by(trial);
        Copied younger = Copied.by(trial);
        older.awaitBackground(trial);
        younger.awaitBackground(trial);
        for (int steps = 1; steps <= GIVEN_UP_STEPS; steps++) {
            if (!older.giveUpBehind(steps, trial)) {
                return;
            }
            Copied undone = younger.after(younger.restoreBeside(older, trial));
            await(trial, undone.group, undone.binding, CopyState.Restoring.class::isInstance, BACK_LIMIT);
            Contents.demandStamp(trial, younger.stamp);
            trial.stamp(Contents.SLOT);
            Copied again = older.after(older.restoreBeside(undone, trial));
            Contents.demandStamp(trial, older.stamp);
            if (trial.blade().info(trial.fixture().policy()).restoreEffect() == RestoreEffect.CONSUMES_COPY) {
                return;
            }
            await(trial, again.group, again.binding, CopyState.Restoring.class::isInstance, BACK_LIMIT);
            older = again;
            younger = undone;
        }
    }

    private static void requireNotForbidden(List<BladeFinding> outlook) {
        outlook.stream()
                .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                .findFirst()
                .ifPresent(finding -> {
                    throw new NotApplicable("a restore beside another copy is refused: " + finding.text());
                });
    }

    private static boolean isCopying(CopyState state) {
        return state instanceof CopyState.Established established
                && established.background() == CopyState.Background.COPYING;
    }

    private static boolean isBlind(CopyState state) {
        return state instanceof CopyState.Established established
                && established.percent().isEmpty();
    }

    private static void await(
            Trial trial, CopyGroup group, Binding binding, Predicate<CopyState> stillCopying, Duration limit)
            throws BladeException {
        long end = System.nanoTime() + limit.toNanos();
        while (stillCopying.test(trial.query(group, binding)) && System.nanoTime() - end < 0) {
            Trial.pause(LOOK);
        }
    }

    private static void unknownMember(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        try {
            trial.blade().restore(group, binding, Set.of("no-such-member"), trial.call());
            throw new Violation("a restore of a member that is not in the group was begun");
        } catch (BladeException e) {
            demand(e.recovery() == Recovery.FIX_REQUEST, "an unknown member is refused with " + e.recovery());
        }
        Contents.demandStamp(trial, stamp);
    }

    private static void planChangesNothing(Trial trial) throws BladeException {
        trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        String stamp = trial.stamp(Contents.SLOT);
        for (int i = 0; i < 10; i++) {
            trial.blade().planRestore(group, binding, group.memberNames(), trial.call());
        }
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Established, "a restore was only planned, but the copy is " + state);
        Contents.demandStamp(trial, stamp);
    }

    private static Binding restore(Trial trial, CopyGroup group, Binding binding, Set<String> members)
            throws BladeException {
        return trial.toTheEnd(group, binding, newest -> trial.blade().restore(group, newest, members, trial.call()));
    }
}
