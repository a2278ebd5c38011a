package org.copyblade.blade.shadowimage.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.Making.Fate;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.shadowimage.internal.array.NewPair;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.Preparation;

/**
 * Everything slow before the point in time, one step. The first step only looks whether all can be done, and notes that the
 * next ones do it; each of those looks first what is done already:
 *
 * <pre>
 *   PLANNED    proves that the volumes are free
 *   CREATING   makes the pairs, or takes those of the older copy over and lets them follow again; waits until all are in step
 *   PREPARED   sees that they still are
 * </pre>
 */
final class Preparer {

    /** Requests of one step: about a second of a busy management server. */
    private static final int PAIRS_PER_STEP = 64;

    private static final Duration SOON = Duration.ofMillis(20);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final ShadowBinding binding;
    private final Call call;

    Preparer(Endpoint endpoint, CopyGroup group, ShadowBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Preparation step() throws BladeException, RestException {
        return switch (binding.stage()) {
            case PLANNED -> look();
            case CREATING -> binding.predecessor().isPresent() ? takeOver() : create();
            case PREPARED -> awaitStep(endpoint.look(binding, call));
            case ESTABLISHED ->
                throw ShadowFault.STATE.error(
                        "cannot prepare " + group.id() + ": it is established already",
                        "ask for the state of the copy");
        };
    }

    private Preparation look() throws BladeException, RestException {
        String storage = endpoint.array().storageId(call);
        if (!storage.equals(binding.storage())) {
            throw ShadowFault.STORAGE.error(
                    "cannot prepare " + group.id() + ": it was planned on " + binding.storage() + ", and endpoint '"
                            + endpoint.settings().endpoint() + "' drives " + storage,
                    "correct 'host' and 'storage.id' of the endpoint, or plan anew");
        }
        requireFree();
        return continues(0, Duration.ZERO);
    }

    /** No volume is in use by somebody else; a pair that this group has made is none of theirs. */
    private void requireFree() throws BladeException, RestException {
        Set<Integer> ldevs = new HashSet<>();
        binding.pairs().forEach(pair -> ldevs.addAll(List.of(pair.pvol(), pair.svol())));
        StorageView view = endpoint.look(ldevs, call);
        PairCheck check = new PairCheck(endpoint.settings(), view, group.id(), binding.method());
        List<BladeFinding> findings = new ArrayList<>();
        if (binding.predecessor().isPresent()) {
            findings.addAll(check.inherited(binding, binding.predecessor().get()));
        }
        Members members = new Members(group, binding);
        for (CopyMember member : group.members()) {
            BoundPair pair = members.pairOf(member);
            boolean takenOver = binding.predecessor().isPresent();
            findings.addAll(check.source(member.name(), pair.pvol(), takenOver));
            if (!takenOver) {
                view.ldev(pair.pvol())
                        .ifPresent(source -> findings.addAll(check.target(member.name(), source, pair.svol())));
            }
        }
        for (BladeFinding finding : findings) {
            if (finding.severity() == BladeFinding.Severity.ERROR) {
                throw ShadowFault.TAKEN.error(
                        "cannot prepare " + group.id() + ": " + finding.subject() + ": " + finding.text(),
                        finding.hint());
            }
        }
    }

    /**
     * That a request may be under way is in the binding before it is sent, and is taken back only when each was answered: no step
     * ends with an error meanwhile that lets nothing be repeated, because the manager would go on with the binding of before it.
     */
    private Preparation create() throws BladeException, RestException {
        if (binding.making().refusal().isPresent()) {
            throw binding.making().refusal().get().error();
        }
        GroupLook look = endpoint.look(binding, call);
        List<BoundPair> missing = missing(look.group());
        int percent = 50 - 50 * missing.size() / binding.pairs().size();
        if (missing.isEmpty()) {
            return binding.making().fate() == Fate.MAYBE
                    ? continues(binding.creating(Making.NOTHING), percent, Duration.ZERO)
                    : awaitStep(look);
        }
        if (binding.making().fate() == Fate.NOTHING) {
            return continues(binding.creating(Making.MAYBE), percent, Duration.ZERO);
        }
        boolean first = look.group().isAbsent();
        List<BoundPair> now = missing.subList(0, first ? 1 : Math.min(PAIRS_PER_STEP, missing.size()));
        List<RestException> failures = create(now, first);
        if (!failures.isEmpty()) {
            return continues(binding.creating(unmade(failures)), percent, SOON);
        }
        boolean over = now.size() == missing.size() && binding.making().fate() == Fate.MAYBE;
        return continues(binding.creating(over ? Making.NOTHING : binding.making()), percent, Duration.ZERO);
    }

    private List<RestException> create(List<BoundPair> now, boolean first) {
        return endpoint.fan().each(now, pair -> create(pair, first)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is known after failures: any that lost its answer counts for all; one that passes may be repeated as it was. */
    private Making unmade(List<RestException> failures) throws BladeException, RestException {
        for (RestException failure : failures) {
            if (isUnderWay(failure)) {
                if (binding.making().fate() == Fate.LOST) {
                    throw failure;
                }
                return Making.LOST;
            }
        }
        BladeException error = refusal(failures.get(0));
        if (error.recovery() == Recovery.RETRY || binding.making().fate() == Fate.LOST) {
            throw error;
        }
        return Making.refused(error);
    }

    /** A job that has failed may have done a part, and does no more. */
    private static boolean isUnderWay(RestException failure) {
        return failure.maybeDone() && failure.reason() != RestException.Reason.REFUSED;
    }

    /** Somebody may have taken a volume since the look: whose it is says more than the code of the refusal. */
    private BladeException refusal(RestException failure) throws RestException {
        if (failure.reason() == RestException.Reason.REFUSED) {
            try {
                requireFree();
            } catch (BladeException taken) {
                return taken;
            }
        }
        return Failures.repeatable("prepare " + group.id(), failure);
    }

    /** Of the pairs of this group, those that are not there yet; any other in its copy group is somebody else's. */
    private List<BoundPair> missing(MirrorGroup there) throws BladeException {
        Set<BoundPair> missing = new LinkedHashSet<>(binding.pairs());
        for (MirrorPair pair : there.pairs()) {
            if (!missing.remove(new BoundPair(pair.pvol(), pair.svol()))) {
                throw ShadowFault.TAKEN.error(
                        "cannot prepare " + group.id() + ": copy group " + there.name() + " has pair " + pair
                                + ", which is not of it",
                        "delete that pair, if nobody needs it");
            }
        }
        return List.copyOf(missing);
    }

    /** How it failed, if it did; what an unanswered request has made is seen by the next step. */
    private Optional<RestException> create(BoundPair pair, boolean first) {
        NewPair made = new NewPair(
                binding.name(),
                pair.name(),
                pair.pvol(),
                pair.svol(),
                binding.mirrorUnit(),
                binding.pace(),
                binding.dataReduction());
        try {
            endpoint.engine(binding).create(made, first, call);
            return Optional.empty();
        } catch (RestException e) {
            return Optional.of(e);
        }
    }

    private Preparation takeOver() throws BladeException, RestException {
        GroupLook look = endpoint.look(binding, call);
        if (look.isOf(binding.predecessor().orElseThrow())) {
            endpoint.array().label(binding.labelled().orElseThrow(), Mark.of(group.id()), call);
            return continues(0, Duration.ZERO);
        }
        if (!look.isOf(group.id())) {
            throw ShadowFault.TAKEN.error(
                    "cannot prepare " + group.id() + ": copy group " + binding.name() + " belongs to "
                            + look.owner().map(Object::toString).orElse("nobody") + " now",
                    "make a full copy once: incremental no");
        }
        if (look.group().pairs().stream().anyMatch(MirrorPair::isSplit)) {
            endpoint.engine(binding).resync(binding.name(), binding.pace(), call);
            return continues(0, endpoint.settings().look());
        }
        return awaitStep(look);
    }

    /** Prepared once every pair is in step: one that is not would refuse the split, or keep an older image. */
    private Preparation awaitStep(GroupLook look) throws BladeException, RestException {
        if (!look.isOf(group.id()) || !missing(look.group()).isEmpty()) {
            throw ShadowFault.STATE.error(
                    "cannot prepare " + group.id() + ": its pairs are gone", "it was withdrawn; plan a new group");
        }
        List<MirrorPair> pairs = look.group().pairs();
        Optional<MirrorPair> wrong = pairs.stream()
                .filter(pair -> pair.isSuspended() || pair.isSplit() || pair.isRestoring())
                .findFirst();
        if (wrong.isPresent()) {
            throw NotInStep.error("prepare", group.id(), wrong.get());
        }
        if (pairs.stream().allMatch(MirrorPair::isInStep)) {
            new InStep(group, binding).require("prepare", look);
            long newest = endpoint.array().newestJob(call);
            return Preparation.Prepared.withoutHold(BindingForm.write(binding.prepared(newest)), CopyMethod.FAST);
        }
        return continues(50 + Judge.percent(pairs) / 2, endpoint.settings().look());
    }

    private Preparation continues(int percent, Duration pause) {
        return continues(binding.creating(binding.making()), percent, pause);
    }

    private static Preparation continues(ShadowBinding newest, int percent, Duration pause) {
        return new Preparation.Continues(BindingForm.write(newest), percent, pause);
    }
}
