package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.flashcopy.internal.FlashBinding.RestoreMode;
import org.copyblade.blade.flashcopy.internal.FlashBinding.RestoreNote;
import org.copyblade.blade.flashcopy.internal.InTheWay.Fate;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.PairResult;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;

/**
 * Copies back, one step. The steps are noted in the binding before they are taken, and each looks first what is done
 * already, so that any of them may be repeated:
 *
 * <pre>
 *   (waiting)   until no other copy is being filled from these members, because it would lose its point in time, and
 *               until the background copy is complete, unless the restore is a fast one
 *   clearing    ends the reversed relations that an earlier restore of these members has left, and what else is in the
 *               way, see {@link InTheWay}
 *   reversing   reverses the relation of each member, or copies the target back where none is left
 * </pre>
 *
 * <p>How it is done is in the binding from its first step on, so that it ends as it has begun.
 * Done once all are reversed: the source is usable at once, and its copy goes on in the background. Asked again with the
 * binding of that, one that has used the copy up is done; one that keeps it begins anew.
 */
final class Restorer {

    /** Renames of one step: about a second of a busy management console. */
    private static final int RENAMES_PER_STEP = 256;

    private static final Duration SOON = Duration.ofMillis(20);
    /** The system is down meanwhile. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final FlashBinding binding;
    private final Call call;

    Restorer(Endpoint endpoint, CopyGroup group, FlashBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding.with(binding.restoreMode().orElse(mode(endpoint.settings())));
        this.call = call;
    }

    /** What a restore is done with that nobody has chosen for before. */
    static RestoreMode mode(FlashSettings settings) {
        return settings.restore().fast() ? RestoreMode.FAST : RestoreMode.REVERSE;
    }

    /** Whether a restore of a copy that was made with these options uses it up. */
    static boolean isFast(RestoreMode mode, Set<CopyOption> options) {
        return mode == RestoreMode.FAST || options.contains(CopyOption.NO_BACKGROUND_COPY);
    }

    private boolean isFast() {
        return isFast(binding.restoreMode().orElseThrow(), binding.options());
    }

    Advance step(Set<VolumeId> sources) throws BladeException, RestException {
        StorageView view = endpoint.look(binding.targetSubsystems(), sources, call);
        if (hasUsedUp(sources, view)) {
            return new Advance.Done(BindingForm.write(binding));
        }
        requireCopy(view);
        List<Pair> pairs = binding.knownPairs().stream()
                .filter(pair -> sources.contains(pair.source()))
                .toList();
        Optional<RestoreNote> note =
                binding.restore().filter(noted -> noted.sources().equals(sources));
        if (note.isEmpty()) {
            return begin(sources, pairs, view);
        }
        return note.get().reversing() ? reverse(sources, pairs, view) : clear(sources, pairs, view);
    }

    /**
     * Whether these are back by a restore that has used the copy up: a caller that died before it could note that asks again.
     * Every later restore of them, and every later copy, ends the reversed relations first.
     */
    private boolean hasUsedUp(Set<VolumeId> sources, StorageView view) throws BladeException {
        Set<VolumeId> gone = new TreeSet<>(binding.usedUp());
        gone.retainAll(sources);
        if (gone.isEmpty()) {
            return false;
        }
        boolean still = binding.knownPairs().stream()
                .filter(pair -> sources.contains(pair.source()))
                .allMatch(pair -> view.relations().of(pair.reversed()).isPresent());
        if (still && gone.equals(sources)) {
            return true;
        }
        throw FlashFault.STATE.error(
                "cannot restore " + group.id() + ": the copy of volume "
                        + gone.iterator().next() + " was used up by a restore",
                "restore from another backup");
    }

    private void requireCopy(StorageView view) throws BladeException {
        CopyState state = new Judge(binding, group.id(), view).state();
        boolean there = state instanceof CopyState.Established || state instanceof CopyState.Restoring;
        if (!there) {
            throw FlashFault.STATE.error(
                    "cannot restore " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
    }

    private Advance begin(Set<VolumeId> sources, List<Pair> pairs, StorageView view) {
        if (pairs.stream()
                .flatMap(pair -> inTheWay(pair, view).stream())
                .anyMatch(other -> other.fate() == Fate.AWAITED)) {
            return new Advance.Continues(BindingForm.write(binding), 0, LATER);
        }
        List<Relation> copying = pairs.stream()
                .flatMap(pair -> view.relations().of(pair).stream())
                .filter(relation -> !relation.isCopied())
                .toList();
        if (!copying.isEmpty() && !isFast()) {
            int percent = new Judge(binding, group.id(), view).percent(copying);
            return new Advance.Continues(BindingForm.write(binding), percent / 2, LATER);
        }
        boolean left = !toEnd(pairs, view).isEmpty();
        return noted(new RestoreNote(!left, sources), 50);
    }

    private List<InTheWay> inTheWay(Pair pair, StorageView view) {
        return InTheWay.of(pair, view, endpoint.settings().rules().cascading());
    }

    /** Relations that this restore ends before it begins. */
    private List<Relation> toEnd(List<Pair> pairs, StorageView view) {
        List<Relation> relations = new ArrayList<>();
        for (Pair pair : pairs) {
            view.relations().of(pair.reversed()).ifPresent(relations::add);
            inTheWay(pair, view).stream()
                    .filter(other -> other.fate() == Fate.ENDED)
                    .map(InTheWay::relation)
                    .forEach(relations::add);
        }
        return relations;
    }

    /** Targets of other copies bear that they are whole before they lose their relation: nothing else will tell. */
    private Advance clear(Set<VolumeId> sources, List<Pair> pairs, StorageView view) throws RestException {
        List<Relation> left = toEnd(pairs, view);
        if (left.isEmpty()) {
            return noted(new RestoreNote(true, sources), 60);
        }
        List<VolumeId> unmarked = left.stream()
                .filter(relation -> sources.contains(relation.pair().source()))
                .map(relation -> relation.pair().target())
                .filter(target -> !view.isWhole(target))
                .limit(RENAMES_PER_STEP)
                .toList();
        if (!unmarked.isEmpty()) {
            endpoint.fan().each(unmarked, target -> {
                endpoint.array().rename(target, Mark.ofWhole(view.markOf(target).orElseThrow()), call);
                return target;
            });
            return noted(new RestoreNote(false, sources), 52);
        }
        endpoint.withdraw(left.stream().map(Relation::pair).toList(), call);
        return noted(new RestoreNote(false, sources), 55);
    }

    private Advance noted(RestoreNote note, int percent) {
        return new Advance.Continues(BindingForm.write(binding.restoring(note)), percent, SOON);
    }

    private Advance reverse(Set<VolumeId> sources, List<Pair> pairs, StorageView view)
            throws BladeException, RestException {
        List<Pair> forward = new ArrayList<>();
        List<Pair> bare = new ArrayList<>();
        for (Pair pair : pairs) {
            if (view.relations().of(pair.reversed()).isPresent()) {
                continue;
            }
            (view.relations().of(pair).isPresent() ? forward : bare).add(pair);
        }
        if (forward.isEmpty() && bare.isEmpty()) {
            boolean fast = isFast();
            return new Advance.Done(BindingForm.write(binding.restored(sources, fast)));
        }
        requireCleared(bare, view);
        boolean reversedPair = endpoint.settings().restore().reversedPair();
        send(forward.stream().map(pair -> reversedPair ? pair.reversed() : pair).toList(), reverseOptions());
        send(bare.stream().map(Pair::reversed).toList(), options(CopyOption.PERSISTENT));
        return new Advance.Continues(BindingForm.write(binding), 90, SOON);
    }

    /** Only a restore, of this copy or of another, may leave a pair without relation. */
    private void requireCleared(List<Pair> bare, StorageView view) throws BladeException {
        for (Pair pair : bare) {
            if (!binding.restored().contains(pair.source()) && !view.isWhole(pair.target())) {
                throw FlashFault.STATE.error(
                        "cannot restore " + group.id() + ": relation " + pair + " is gone",
                        "look at the storage; restore from another backup",
                        Recovery.ASK_OPERATOR);
            }
        }
    }

    /** Options are dropped unless they are repeated (unconfirmed, by analogy with resyncflash). */
    private Set<CopyOption> reverseOptions() {
        Set<CopyOption> options =
                options(CopyOption.PERSISTENT, isFast() ? CopyOption.FAST_REVERSE_RESTORE : CopyOption.REVERSE_RESTORE);
        if (binding.options().contains(CopyOption.RECORD_CHANGES)) {
            options.add(CopyOption.RECORD_CHANGES);
        }
        return options;
    }

    /** Sources are what is written to now: whether they may be mirrored is what the policy said of its targets. */
    private Set<CopyOption> options(CopyOption first, CopyOption... more) {
        Set<CopyOption> options = EnumSet.of(first, more);
        if (binding.options().contains(CopyOption.ALLOW_PPRC_TARGET_PRIMARY)) {
            options.add(CopyOption.ALLOW_PPRC_TARGET_PRIMARY);
        }
        return options;
    }

    private void send(List<Pair> pairs, Set<CopyOption> options) throws BladeException, RestException {
        List<List<PairResult>> results = endpoint.fan()
                .each(Batches.of(pairs, endpoint.settings().pairsPerRequest()), batch -> endpoint.array()
                        .establish(batch, options, call));
        for (PairResult result : results.stream().flatMap(List::stream).toList()) {
            if (!result.isDone()) {
                throw FlashFault.REFUSED.error(
                        "cannot restore " + group.id() + ": pair " + result.pair() + ": " + result.error(),
                        Failures.cure(result.error().split(" ")[0]));
            }
        }
    }
}
