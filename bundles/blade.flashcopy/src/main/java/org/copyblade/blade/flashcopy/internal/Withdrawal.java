package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Relation;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Moment;

/**
 * Ends a copy, one step. Only targets that bear the mark of the group are touched: another group may have taken the
 * relations over. The mark goes last, so that a target stays out of use until everything is over.
 *
 * <p>A reverse copy that is still under way is waited for: ended before, it would leave the source in pieces. Where an
 * establish may still be on its way to the storage, the targets stay marked until it cannot be carried out any more.
 */
final class Withdrawal {

    private static final int RENAMES_PER_STEP = 256;
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final HostClock clock;
    private final CopyGroup group;
    private final FlashBinding binding;
    private final Call call;

    Withdrawal(Endpoint endpoint, HostClock clock, CopyGroup group, FlashBinding binding, Call call) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Advance step() throws BladeException, RestException {
        StorageView view = endpoint.look(binding.targetSubsystems(), call);
        List<BoundPair> marked = binding.pairs().stream()
                .filter(pair -> view.bears(pair.target(), group.id()))
                .toList();
        if (marked.isEmpty()) {
            refuseStrangers(view);
            return new Advance.Done(BindingForm.write(binding));
        }
        List<Relation> relations = relations(view, marked);
        List<Relation> restoring = relations.stream()
                .filter(relation -> view.bears(relation.pair().source(), group.id()))
                .filter(relation -> !relation.isCopied())
                .toList();
        if (!restoring.isEmpty()) {
            int percent = new Judge(binding, group.id(), view).percent(restoring);
            return new Advance.Continues(BindingForm.write(binding), percent, LATER);
        }
        if (!relations.isEmpty()) {
            endpoint.withdraw(relations.stream().map(Relation::pair).toList(), call);
            return new Advance.Continues(BindingForm.write(binding), 50, SOON);
        }
        return binding.stage() == Stage.PREPARED ? awaitLateRequest(marked) : unmark(binding, marked);
    }

    private void refuseStrangers(StorageView view) throws BladeException {
        CopyState state = new Judge(binding, group.id(), view).state();
        if (state instanceof CopyState.Failed failed) {
            throw FlashFault.STATE.error(
                    "cannot withdraw " + group.id() + ": " + failed.why(),
                    "name the target " + Mark.of(group.id())
                            + " again if the relation is the group's, or end it by hand",
                    Recovery.ASK_OPERATOR);
        }
    }

    /** Everything that the marked targets take part in. */
    private List<Relation> relations(StorageView view, List<BoundPair> marked) throws BladeException {
        List<Relation> relations = new ArrayList<>();
        for (BoundPair bound : marked) {
            view.relations().into(bound.target()).ifPresent(relations::add);
            for (Relation from : view.relations().from(bound.target())) {
                boolean back = bound.source()
                        .map(source -> from.pair().equals(new Pair(bound.target(), source)))
                        .orElse(true);
                if (!back) {
                    throw FlashFault.TAKEN.error(
                            "cannot withdraw " + group.id() + ": target " + bound.target()
                                    + " is itself copied by relation " + from.pair(),
                            "withdraw that relation first",
                            Recovery.ASK_OPERATOR);
                }
                relations.add(from);
            }
        }
        return relations;
    }

    private Advance awaitLateRequest(List<BoundPair> marked) throws RestException {
        Moment now = clock.now();
        Moment since = binding.doubtSince()
                .filter(moment -> moment.atMostUntil(now).isPresent())
                .orElse(now);
        Duration left = endpoint.settings().lateRequestLimit().minus(since.atLeastUntil(now));
        FlashBinding waiting = binding.inDoubtSince(since);
        if (left.isNegative() || left.isZero()) {
            return unmark(waiting, marked);
        }
        long all = Math.max(1, endpoint.settings().lateRequestLimit().toMillis());
        int percent = (int) Math.min(99, 100 - 100 * left.toMillis() / all);
        Duration pause = left.compareTo(LATER) < 0 ? left : LATER;
        return new Advance.Continues(BindingForm.write(waiting), Math.max(0, percent), pause);
    }

    private Advance unmark(FlashBinding newest, List<BoundPair> marked) throws RestException {
        List<BoundPair> now = marked.subList(0, Math.min(RENAMES_PER_STEP, marked.size()));
        endpoint.fan().each(now, pair -> {
            rename(pair);
            return pair;
        });
        return now.size() < marked.size()
                ? new Advance.Continues(BindingForm.write(newest), 99, Duration.ZERO)
                : new Advance.Done(BindingForm.write(newest));
    }

    private void rename(BoundPair pair) throws RestException {
        try {
            endpoint.array().rename(pair.target(), Mark.afterwards(pair.target(), pair.nameBefore()), call);
        } catch (RestException e) {
            // A target that was deleted in between has no mark to take off.
            if (!e.isGone()) {
                throw e;
            }
        }
    }
}
