package org.copyblade.blade.timefinder.internal;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.timefinder.internal.CloneBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.Activation;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.ClonePair;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * The point in time: one request that activates all sessions between the two storage groups, consistently. It is never sent
 * twice, because a second one would bring the sessions to a further point in time.
 */
final class CloneEstablisher {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CloneBinding binding;

    CloneEstablisher(Endpoint endpoint, CopyGroup group, CloneBinding binding) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
    }

    Establishment establish(Hold hold, Call call) throws BladeException {
        Readiness.require(group.id(), !binding.isBeforeActivation(), binding.stage() == Stage.ESTABLISHED, hold, call);
        Instant at = Instant.now();
        long sentNanos = System.nanoTime();
        Optional<Activation> answer = send(call);
        long answeredNanos = System.nanoTime();
        requireAll(answer, call);
        return new Establishment(
                CloneBindingForm.write(binding.established(at)),
                at,
                sentNanos,
                answeredNanos,
                answeredNanos - sentNanos);
    }

    private Optional<Activation> send(Call call) throws BladeException {
        try {
            return endpoint.windowArray()
                    .clones()
                    .activate(binding.version(), Mark.of(group.id()), Mark.ofTargets(group.id()), call);
        } catch (RestException e) {
            throw Failures.once("establish " + group.id(), e);
        }
    }

    /**
     * Somebody may have changed a storage group since it was looked at last. Whether an activation answers with the pairs that
     * it was about is (unconfirmed): where it does not, they are asked for.
     */
    private void requireAll(Optional<Activation> answer, Call call) throws BladeException {
        long activated = answer.isPresent() ? counted(answer.get()) : asked(call);
        if (activated != binding.pairs().size()) {
            throw TimeFinderFault.GROUP.error(
                    "cannot establish " + group.id() + ": " + activated + " sessions were activated instead of "
                            + binding.pairs().size(),
                    "somebody has changed a storage group; withdraw the copy and plan a new group");
        }
    }

    private static long counted(Activation answer) {
        boolean all = answer.states().stream().allMatch(state -> ClonePair.isActive(state));
        return all ? answer.pairs() : 0;
    }

    private long asked(Call call) throws BladeException {
        try {
            List<ClonePair> pairs = endpoint.windowArray()
                    .clones()
                    .pairs(Mark.of(group.id()), call)
                    .orElse(List.of());
            return active(binding.pairs(), pairs);
        } catch (RestException e) {
            throw TimeFinderFault.UNKNOWN.error(
                    "cannot establish " + group.id() + ": what was activated cannot be asked for: " + e.getMessage(),
                    "ask for the state of the copy; look at Unisphere");
        }
    }

    /** How many of these are among those that have a point in time. The system may be held meanwhile: one look at each. */
    static long active(List<BoundPair> bound, List<ClonePair> pairs) {
        Set<BoundPair> active = new HashSet<>();
        for (ClonePair pair : pairs) {
            if (pair.isActive()) {
                active.add(new BoundPair(pair.source(), pair.target()));
            }
        }
        return bound.stream().filter(active::contains).count();
    }
}
