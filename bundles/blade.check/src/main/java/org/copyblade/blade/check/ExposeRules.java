package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;

/** Rules of expose and conceal. */
final class ExposeRules {

    private ExposeRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R11", "exposing what is exposed gives the same answer", ExposeRules::sameAnswer),
                new Rule("R11", "a writable exposure never changes the copy", ExposeRules::writableIsPrivate),
                new Rule("R11", "an unknown member is refused", ExposeRules::unknownMember),
                new Rule("R12", "conceal ends every exposure, also when repeated", ExposeRules::conceal));
    }

    private static void sameAnswer(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        Exposed first = Contents.exposeAll(trial, group, binding, ExposeMode.READ_ONLY);
        for (int i = 0; i < 10; i++) {
            Exposed again = Contents.exposeAll(trial, group, first.binding(), ExposeMode.READ_ONLY);
            demand(
                    Set.copyOf(again.exposures()).equals(Set.copyOf(first.exposures())),
                    "exposed at " + first.exposures() + " and then at " + again.exposures());
        }
        Contents.demandCopyHolds(trial, group, first.binding(), stamp);
    }

    private static void writableIsPrivate(Trial trial) throws BladeException {
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        Exposed exposed;
        try {
            exposed = Contents.exposeAll(trial, group, binding, ExposeMode.WRITABLE);
        } catch (BladeException e) {
            demand(e.recovery() == Recovery.FIX_REQUEST, "a mode that cannot be had is refused with " + e.recovery());
            throw new NotApplicable("writable exposures are refused: " + e.getMessage());
        }
        for (ScratchVolume volume : trial.volumes()) {
            Slots clone = Contents.at(exposed, volume);
            String found = Contents.text(clone.read(Contents.SLOT));
            demand(found.equals(stamp), "the clone of " + volume.name() + " holds " + found);
            clone.write(Contents.SLOT, "scribble".getBytes(StandardCharsets.UTF_8));
        }
        Contents.demandStamp(trial, stamp);
        Binding concealed = trial.blade().conceal(group, exposed.binding(), trial.call());
        trial.journal(group, concealed);
        Contents.demandCopyHolds(trial, group, concealed, stamp);
    }

    private static void unknownMember(Trial trial) throws BladeException {
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        try {
            trial.blade().expose(group, binding, Set.of("no-such-member"), ExposeMode.READ_ONLY, trial.call());
            throw new Violation("a member that is not in the group was exposed");
        } catch (BladeException e) {
            demand(e.recovery() == Recovery.FIX_REQUEST, "an unknown member is refused with " + e.recovery());
        }
    }

    private static void conceal(Trial trial) throws BladeException {
        trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        Exposed exposed = Contents.exposeAll(trial, group, binding, ExposeMode.READ_ONLY);
        Binding newest = exposed.binding();
        for (int i = 0; i < 10; i++) {
            newest = trial.blade().conceal(group, newest, trial.call());
            trial.journal(group, newest);
        }
        CopyState state = trial.query(group, newest);
        demand(state instanceof CopyState.Established, "concealed, and then " + state);
    }
}
