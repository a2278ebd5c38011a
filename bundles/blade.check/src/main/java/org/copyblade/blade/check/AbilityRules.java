package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.LastLook;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.spi.Preparation;

/** Rules of the abilities that only some blades have; one that is missing is refused cleanly. */
final class AbilityRules {

    private AbilityRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R16", "a copy through the host holds the content, or is refused", AbilityRules::hostCopy),
                new Rule("R17", "the manifest kept last is listed with its copy", AbilityRules::manifest),
                new Rule("R19", "a last look sees what is prepared, and what is not any more", AbilityRules::lastLook));
    }

    private static void hostCopy(Trial trial) throws BladeException {
        CopyPolicy given = trial.fixture().policy();
        CopyPolicy throughHost = CopyPolicy.builder()
                .targetPool(given.targetPool())
                .targets(given.targets())
                .method(given.method())
                .fastReplication(FastReplication.NONE)
                .build();
        String stamp = trial.stamp(Contents.SLOT);
        CopyGroup group = trial.newGroup();
        CopyPlan plan = trial.blade().plan(group, throughHost, trial.call());
        if (!(trial.blade() instanceof HostCopier)) {
            demand(!plan.isPossible(), "the blade cannot copy through the host, but plans it without an error finding");
            return;
        }
        demand(plan.isPossible(), "the blade copies through the host, but " + Trial.forbidding(plan));
        demand(
                plan.copies().stream().map(PlannedCopy::method).allMatch(CopyMethod.HOST::equals),
                "asked to copy through the host, planned " + plan.copies());
        Preparation.Prepared prepared = trial.prepared(group, throughHost);
        demand(prepared.method() == CopyMethod.HOST, "planned through the host, prepared " + prepared.method());
        Binding binding = trial.copiedThroughHost(group, prepared.binding());
        CopyState state = trial.query(group, binding);
        demand(state instanceof CopyState.Established, "copied through the host, and then " + state);
        trial.stamp(Contents.SLOT);
        Contents.demandCopyHolds(trial, group, binding, stamp);
    }

    private static void manifest(Trial trial) throws BladeException {
        CopyBlade blade = trial.blade();
        if (!(blade instanceof ManifestKeeper)) {
            throw new NotApplicable("the blade keeps no manifests");
        }
        CopyGroup group = trial.newGroup();
        Binding binding = trial.established(group);
        for (int i = 1; i <= 3; i++) {
            ((ManifestKeeper) trial.blade()).keep(group, binding, "manifest " + i + "\nüber\n", trial.call());
        }
        Optional<FoundCopy> found = trial.blade().list(trial.fixture().policy(), trial.call()).stream()
                .filter(copy -> copy.manifest().equals(Optional.of("manifest 3\nüber\n")))
                .findFirst();
        demand(found.isPresent(), "the manifest kept last is not listed");
        demand(
                found.get().group().isEmpty() || found.get().group().equals(Optional.of(group.id())),
                "the manifest is listed with another group");
    }

    private static void lastLook(Trial trial) throws BladeException {
        if (!(trial.blade() instanceof LastLook)) {
            throw new NotApplicable("the blade looks no last time");
        }
        CopyGroup group = trial.newGroup();
        Binding prepared = trial.prepared(group).binding();
        for (int i = 0; i < 3; i++) {
            ((LastLook) trial.blade()).look(group, prepared, trial.call());
        }
        demand(trial.query(group, prepared) instanceof CopyState.Prepared, "a last look has changed the group");
        trial.withdraw(group, prepared);
        try {
            ((LastLook) trial.blade()).look(group, prepared, trial.call());
        } catch (BladeException refused) {
            // That is what is wanted.
            return;
        }
        demand(false, "a last look finds nothing wrong with a group that was withdrawn");
    }
}
