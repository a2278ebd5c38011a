package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.timefinder.internal.CloneBinding.Making;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Everything slow before the point in time, one step. The first step only looks whether all can be done, and notes that the
 * next ones do it; each of those looks first what is done already:
 *
 * <pre>
 *   PLANNED    proves that the volumes are free
 *   CREATING   makes the storage groups, that of the targets first, which is the sign of the copy;
 *              takes the sessions of the older copy over by deleting its storage groups;
 *              creates or re-creates the sessions, and has them copied before
 *   PREPARED   sees that they still are ready
 * </pre>
 */
final class ClonePreparer {

    /** Sessions that one request makes; what the server takes at most is (unconfirmed). */
    private static final int PAIRS_PER_REQUEST = 100;

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration COPYING = Duration.ofMillis(200);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CloneBinding binding;
    private final Call call;

    ClonePreparer(Endpoint endpoint, CopyGroup group, CloneBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Preparation step() throws BladeException, RestException {
        return switch (binding.stage()) {
            case PLANNED -> look();
            case CREATING -> create();
            case PREPARED -> prepared(endpoint.look(group.id(), binding, call));
            case ESTABLISHED ->
                throw TimeFinderFault.STATE.error(
                        "cannot prepare " + group.id() + ": it is established already",
                        "ask for the state of the copy");
        };
    }

    private Preparation look() throws BladeException, RestException {
        Set<VolumeId> ids = new HashSet<>(binding.sources());
        ids.addAll(binding.targets());
        Map<VolumeId, Volume> volumes =
                endpoint.volumes(ids, call).stream().collect(Collectors.toMap(Volume::id, Function.identity()));
        Set<CopyGroupId> givingWay = new HashSet<>(Set.of(group.id()));
        binding.predecessor().ifPresent(givingWay::add);
        CloneCheck check =
                new CloneCheck(endpoint.settings(), endpoint.array().clones().paired(call), givingWay);
        SourceCheck sources = new SourceCheck(endpoint.settings());
        Members<BoundPair> members = Members.of(group, binding);
        for (CopyMember member : group.members()) {
            BoundPair pair = members.of(member);
            Optional<Volume> source = Optional.ofNullable(volumes.get(pair.source()));
            sources.check(member.name(), pair.source(), source);
            refuse(sources.findings());
            Optional<Volume> target = Optional.ofNullable(volumes.get(pair.target()));
            refuse(check.target(member.name(), source.orElseThrow(), pair.target(), target));
        }
        return continues(0, Duration.ZERO);
    }

    private void refuse(List<BladeFinding> findings) throws BladeException {
        for (BladeFinding finding : findings) {
            if (finding.severity() == BladeFinding.Severity.ERROR) {
                throw TimeFinderFault.TAKEN.error(
                        "cannot prepare " + group.id() + ": " + finding.subject() + ": " + finding.text(),
                        finding.hint());
            }
        }
    }

    private Preparation create() throws BladeException, RestException {
        if (binding.refusal().isPresent()) {
            throw Failures.of(binding.refusal().get());
        }
        GroupFiller filler = new GroupFiller(endpoint, group.id(), call);
        if (filler.step(Mark.ofTargets(group.id()), binding.targets()).isPresent()
                || filler.step(Mark.of(group.id()), binding.sources()).isPresent()) {
            return continues(5, SOON);
        }
        CloneView view = endpoint.look(group.id(), binding, call);
        if (view.older()) {
            takeOver(binding.predecessor().orElseThrow());
            return continues(10, SOON);
        }
        List<ClonePair> pairs = view.of(binding.pairs());
        requireSound(pairs);
        if (new Splitting(endpoint, group.id(), call).step(pairs)) {
            return continues(10, SOON);
        }
        List<BoundPair> wanting = binding.pairs().stream()
                .filter(pair -> view.of(pair).map(ClonePair::isWhole).orElse(true))
                .toList();
        if (!wanting.isEmpty()) {
            return make(wanting, 10 + 30 * pairs.size() / binding.pairs().size());
        }
        if (binding.making() == Making.MAYBE) {
            return continues(binding.creating(Making.NOTHING), 45, SOON);
        }
        if (pairs.stream().allMatch(pair -> pair.isReady() || pair.isPrecopied())
                && pairs.stream().anyMatch(ClonePair::isReady)) {
            endpoint.array().clones().precopy(Mark.of(group.id()), Mark.ofTargets(group.id()), call);
            return continues(50, SOON);
        }
        return prepared(view);
    }

    /**
     * That a request may be under way is in the binding before it is sent, and is taken back only when each was answered: no step
     * ends with an error meanwhile, because the manager would go on with the binding of before it.
     */
    private Preparation make(List<BoundPair> wanting, int percent) throws RestException {
        if (binding.making() == Making.NOTHING) {
            return continues(binding.creating(Making.MAYBE), percent, Duration.ZERO);
        }
        List<BoundPair> now = wanting.subList(0, Math.min(PAIRS_PER_REQUEST, wanting.size()));
        try {
            endpoint.array().clones().create(now, call);
            boolean over = now.size() == wanting.size() && binding.making() == Making.MAYBE;
            return continues(binding.creating(over ? Making.NOTHING : binding.making()), percent, SOON);
        } catch (RestException e) {
            if (binding.making() == Making.LOST) {
                throw e;
            }
            return continues(unmade(e), percent, SOON);
        }
    }

    private CloneBinding unmade(RestException e) {
        if (e.maybeDone()) {
            return binding.creating(Making.LOST);
        }
        boolean passes = e.reason() == RestException.Reason.UNREACHABLE || e.reason() == RestException.Reason.TOO_LATE;
        return passes
                ? binding.creating(Making.NOTHING)
                : binding.refused(Failures.refusal("prepare " + group.id(), e));
    }

    /** From here on the sessions are this group's, and the older copy is absent. */
    private void takeOver(CopyGroupId older) throws RestException {
        for (String name : Mark.ofClones(older)) {
            endpoint.array().deleteGroup(name, call);
        }
    }

    /** Only the images of an older copy may be there; what became of its relations is of no interest. */
    private void requireSound(List<ClonePair> pairs) throws BladeException {
        for (ClonePair pair : pairs) {
            boolean foreign = binding.predecessor().isEmpty() && pair.isActive();
            if (pair.isFailed() || foreign) {
                throw TimeFinderFault.TAKEN.error(
                        "cannot prepare " + group.id() + ": session " + pair + " is in state " + pair.state(),
                        "end that session, or name other targets");
            }
        }
    }

    private Preparation prepared(CloneView view) throws BladeException, RestException {
        List<ClonePair> pairs = view.of(binding.pairs());
        boolean here =
                view.targets().filter(Set.copyOf(binding.targets())::equals).isPresent();
        if (!here || pairs.size() < binding.pairs().size()) {
            throw TimeFinderFault.STATE.error(
                    "cannot prepare " + group.id() + ": its sessions are gone", "it was withdrawn; plan a new group");
        }
        Optional<ClonePair> wrong = binding.stage() == CloneBinding.Stage.PREPARED
                ? pairs.stream().filter(pair -> !pair.isPrecopied()).findFirst()
                : Optional.empty();
        if (wrong.isPresent()) {
            throw TimeFinderFault.STATE.error(
                    "cannot prepare " + group.id() + ": session " + wrong.get() + " is in state "
                            + wrong.get().state(),
                    "somebody else has changed it: withdraw the copy, and plan a new group");
        }
        if (CloneJudge.isReady(binding, pairs)) {
            int version = endpoint.array().version(call);
            return Preparation.Prepared.withoutHold(CloneBindingForm.write(binding.prepared(version)), CopyMethod.FAST);
        }
        return continues(60, COPYING);
    }

    private Preparation continues(int percent, Duration pause) {
        return continues(binding.creating(binding.making()), percent, pause);
    }

    private static Preparation continues(CloneBinding newest, int percent, Duration pause) {
        return new Preparation.Continues(CloneBindingForm.write(newest), percent, pause);
    }
}
