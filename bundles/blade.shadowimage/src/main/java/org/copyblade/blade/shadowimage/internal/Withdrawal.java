package org.copyblade.blade.shadowimage.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Moment;

/**
 * Ends a copy, one step. Only a copy group that belongs to the group is touched: another may have taken its pairs over.
 *
 * <p>An image that is still being copied, or copied back, is waited for: the storage does not delete the one, and the other
 * would leave its source in pieces. A split that is still on its way finds no copy group any more. A pair that is still on
 * its way to be made would be a copy group of its own, so a group of which one may be under way is watched until that cannot be.
 */
final class Withdrawal {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Endpoint endpoint;
    private final HostClock clock;
    private final CopyGroup group;
    private final ShadowBinding binding;
    private final Call call;

    Withdrawal(Endpoint endpoint, HostClock clock, CopyGroup group, ShadowBinding binding, Call call) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Advance step() throws BladeException, RestException {
        if (binding.stage() == Stage.PLANNED) {
            return done();
        }
        GroupLook look = endpoint.look(binding, call);
        if (!look.group().isAbsent() && !look.isOf(group.id())) {
            return done();
        }
        if (!look.group().isAbsent()) {
            return delete(look.group());
        }
        if (Mark.read(look.label()).equals(Optional.of(group.id()))) {
            int ldev = binding.labelled().orElseThrow();
            endpoint.array().label(ldev, Mark.afterwards(ldev, binding.labelBefore()), call);
        }
        boolean mayComeYet = binding.making().fate() != Making.Fate.NOTHING
                && binding.predecessor().isEmpty();
        return mayComeYet ? awaitLateRequest() : done();
    }

    private Advance delete(MirrorGroup there) throws BladeException, RestException {
        List<MirrorPair> pairs = there.pairs();
        Set<BoundPair> own = Set.copyOf(binding.pairs());
        for (MirrorPair pair : pairs) {
            if (!own.contains(new BoundPair(pair.pvol(), pair.svol()))) {
                throw ShadowFault.TAKEN.error(
                        "cannot withdraw " + group.id() + ": copy group " + binding.name() + " has pair " + pair
                                + ", which is not of it",
                        "delete that pair, if nobody needs it",
                        Recovery.ASK_OPERATOR);
            }
        }
        boolean busy = pairs.stream().anyMatch(pair -> pair.isRestoring() || pair.isSplit() && !pair.isCopied());
        if (busy) {
            return continues(binding, Judge.percent(pairs), endpoint.settings().look());
        }
        endpoint.engine(binding).delete(there, call);
        return continues(binding, 90, SOON);
    }

    private Advance awaitLateRequest() {
        Moment now = clock.now();
        Moment since = binding.doubtSince()
                .filter(moment -> moment.atMostUntil(now).isPresent())
                .orElse(now);
        Duration limit = endpoint.settings().lateRequestLimit();
        Duration left = limit.minus(since.atLeastUntil(now));
        if (left.isNegative() || left.isZero()) {
            return done();
        }
        int percent = (int) Math.max(0, Math.min(99, 100 - 100 * left.toMillis() / Math.max(1, limit.toMillis())));
        Duration pause = left.compareTo(LATER) < 0 ? left : LATER;
        return continues(binding.inDoubtSince(since), percent, pause);
    }

    private Advance done() {
        return new Advance.Done(BindingForm.write(binding));
    }

    private static Advance continues(ShadowBinding newest, int percent, Duration pause) {
        return new Advance.Continues(BindingForm.write(newest), percent, pause);
    }
}
