package org.copyblade.blade.check;

import static org.copyblade.blade.check.Trial.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.PlannedCopy;

/** Rules of the calls that change nothing: info, locate, plan. */
final class QuestionRules {

    private QuestionRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("R1", "info is the same at every call and in every instance", QuestionRules::infoIsConstant),
                new Rule("R2", "locate finds each scratch volume, the same at every call", QuestionRules::locateFinds),
                new Rule("R2", "locate leaves out what the endpoint does not back", QuestionRules::locateNeverGuesses),
                new Rule("R3", "plan names every member once and changes nothing", QuestionRules::planChangesNothing),
                new Rule("R3", "no two members have the same target", QuestionRules::targetsDiffer),
                new Rule("R3", "no target is taken that is reserved, nor is one named", QuestionRules::reservedIsLeft),
                new Rule("R3", "an unknown source is an error finding", QuestionRules::unknownSourceIsFound),
                new Rule("R3", "an option that cannot be honoured is an error finding", QuestionRules::optionIsFound));
    }

    private static void infoIsConstant(Trial trial) {
        BladeInfo first = trial.blade().info();
        BladeInfo underPolicy = trial.blade().info(trial.fixture().policy());
        for (int i = 0; i < 10; i++) {
            demand(first.equals(trial.blade().info()), "info has changed from " + first);
            demand(
                    underPolicy.equals(trial.blade().info(trial.fixture().policy())),
                    "info of the policy has changed from " + underPolicy);
        }
        demand(
                underPolicy.technology().equals(first.technology())
                        && underPolicy.endpoint().equals(first.endpoint()),
                "info of the policy names another technology or endpoint: " + underPolicy);
    }

    private static void locateFinds(Trial trial) throws BladeException {
        List<HostVolume> hosts =
                trial.volumes().stream().map(ScratchVolume::host).toList();
        List<LocatedVolume> first = trial.blade().locate(hosts, trial.call());
        Set<HostVolume> answered = first.stream().map(LocatedVolume::host).collect(Collectors.toSet());
        demand(answered.containsAll(hosts), "asked for " + hosts + ", located " + answered);
        for (int i = 0; i < 10; i++) {
            Set<LocatedVolume> again = Set.copyOf(trial.blade().locate(hosts, trial.call()));
            demand(storageIds(again).equals(storageIds(first)), "locate answers differently when asked again");
        }
    }

    private static Set<String> storageIds(Iterable<LocatedVolume> volumes) {
        List<String> ids = new ArrayList<>();
        volumes.forEach(volume -> ids.add(volume.host().id() + "=" + volume.storageId()));
        return Set.copyOf(ids);
    }

    private static void locateNeverGuesses(Trial trial) throws BladeException {
        HostVolume known = trial.volumes().get(0).host();
        HostVolume unknown =
                switch (known.kind()) {
                    case PATH -> HostVolume.path("/copyblade-check/no/such/place");
                    case VOLSER -> HostVolume.volser("ZZ9ZZ9");
                    case DATA_SET -> HostVolume.dataSet("ZZ9ZZ9.NO.SUCH.DATA.SET");
                };
        List<LocatedVolume> located = trial.blade().locate(List.of(known, unknown), trial.call());
        demand(
                located.stream().noneMatch(volume -> volume.host().equals(unknown)),
                "located " + unknown + ", which does not exist");
        demand(
                located.stream().anyMatch(volume -> volume.host().equals(known)),
                "did not locate " + known + " beside an unknown volume");
    }

    private static void planChangesNothing(Trial trial) throws BladeException {
        String stamp = trial.stamp("content");
        CopyGroup group = trial.newGroup();
        Set<FoundCopy> before = Set.copyOf(trial.blade().list(trial.fixture().policy(), trial.call()));
        CopyPlan plan = trial.plan(group, trial.fixture().policy());
        for (int i = 0; i < 10; i++) {
            trial.plan(group, trial.fixture().policy());
        }
        List<String> planned =
                plan.copies().stream().map(PlannedCopy::member).sorted().toList();
        demand(
                planned.equals(group.memberNames().stream().sorted().toList()),
                "members " + group.memberNames() + " were planned as " + planned);
        // On shared storage the copies of others come and go meanwhile.
        boolean nothingNew = trial.blade().list(trial.fixture().policy(), trial.call()).stream()
                .filter(copy -> copy.group().map(group.id()::equals).orElse(true))
                .allMatch(before::contains);
        demand(nothingNew, "plan has left something on the storage");
        CopyState state = trial.query(group, plan.binding());
        demand(state instanceof CopyState.Absent, "a group that was only planned is " + state);
        Contents.demandStamp(trial, stamp);
    }

    /** What is kept for the undo copy of a restore is not there any more once an ordinary backup has it. */
    private static void reservedIsLeft(Trial trial) throws BladeException {
        CopyPolicy given = trial.fixture().policy();
        if (!trial.blade().info(given).needsTargets() || !given.targets().isEmpty()) {
            throw new NotApplicable("the blade takes no targets from a pool");
        }
        CopyGroup group = trial.newGroup();
        List<PlannedCopy> first = trial.plan(group, given).copies();
        List<String> taken = first.stream().map(PlannedCopy::target).toList();
        List<String> pairs = group.members().stream()
                .flatMap(member -> first.stream()
                        .filter(copy -> copy.member().equals(member.name()))
                        .map(copy -> member.source() + ":" + copy.target()))
                .toList();
        demandOthers(trial, group, taken, like(given).reservedTargets(pairs).build());
        demandOthers(
                trial,
                group,
                taken,
                like(given).reservedPool(String.join(",", taken)).build());
        CopyPolicy named = like(given).targets(pairs).reservedTargets(pairs).build();
        demand(
                !trial.blade().plan(group, named, trial.call()).isPossible(),
                "fixed pairs onto targets that are reserved were planned without an error finding");
    }

    /** A plan that is refused takes nothing. */
    private static void demandOthers(Trial trial, CopyGroup group, List<String> taken, CopyPolicy policy)
            throws BladeException {
        CopyPlan plan = trial.blade().plan(group, policy, trial.call());
        if (plan.isPossible()) {
            plan.copies()
                    .forEach(copy -> demand(
                            !taken.contains(copy.target()),
                            "target " + copy.target() + " is reserved, and planned for " + copy.member()));
        }
    }

    private static CopyPolicy.Builder like(CopyPolicy given) {
        return CopyPolicy.builder()
                .targetPool(given.targetPool())
                .method(given.method())
                .backgroundCopy(given.backgroundCopy())
                .spaceEfficient(given.spaceEfficient());
    }

    /** The manager refuses a plan that puts two members onto one target, and a restore looks for each at its own. */
    private static void targetsDiffer(Trial trial) throws BladeException {
        CopyPlan plan = trial.plan(trial.newGroup(), trial.fixture().policy());
        List<String> targets = plan.copies().stream().map(PlannedCopy::target).toList();
        demand(Set.copyOf(targets).size() == targets.size(), "members have the targets " + targets);
    }

    private static void unknownSourceIsFound(Trial trial) throws BladeException {
        CopyMember unknown = CopyMember.whole("unknown", "/copyblade-check/no/such/source");
        CopyPlan plan = trial.blade()
                .plan(trial.group(List.of(unknown)), trial.fixture().policy(), trial.call());
        demand(!plan.isPossible(), "a source that does not exist was planned without an error finding");
    }

    private static void optionIsFound(Trial trial) throws BladeException {
        CopyPolicy policy = CopyPolicy.builder().method("no-such-method").build();
        CopyPlan plan = trial.blade().plan(trial.newGroup(), policy, trial.call());
        demand(!plan.isPossible(), "the method no-such-method was planned without an error finding");
    }
}
