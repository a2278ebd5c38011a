package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Release;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.Moment;

/**
 * Lets held writes go. The storage does not say whether a freeze lasted, so the clock must: the time from before the first
 * establish request until before the unfreeze has to be shorter than the freeze timer less a margin.
 */
final class Releaser {

    private final Endpoint endpoint;
    private final HostClock clock;
    private final CopyGroup group;
    private final FlashBinding binding;

    Releaser(Endpoint endpoint, HostClock clock, CopyGroup group, FlashBinding binding) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.group = group;
        this.binding = binding;
    }

    /** By an endpoint that may be another than the one that established: subsystems of other storage are called the same. */
    Release releaseWhereItWasPlanned(Call call) throws BladeException {
        boolean mayBeHeld =
                binding.stage() == Stage.PREPARED || binding.heldSince().isPresent();
        if (mayBeHeld) {
            endpoint.requireSeen(binding.system(), "let writes go for " + group.id(), call);
        }
        return release(call);
    }

    /** By the endpoint that established. */
    Release release(Call call) throws BladeException {
        return switch (binding.stage()) {
            case PLANNED -> Release.NOTHING_HELD;
            case PREPARED -> afterUnknown(call);
            case ESTABLISHED -> afterEstablish(call);
        };
    }

    private Release afterEstablish(Call call) throws BladeException {
        if (binding.heldSince().isEmpty()) {
            return Release.NOTHING_HELD;
        }
        Release verdict = verdict(binding.heldSince().get(), clock.now());
        unfreeze(call);
        return verdict;
    }

    /** A moment before the request: what the storage held until then, it held long enough. */
    Release verdict(Moment since, Moment now) {
        Duration proven = binding.freezeTimer().minus(endpoint.settings().freezeMargin());
        Optional<Duration> passed = since.atMostUntil(now);
        return passed.filter(time -> time.compareTo(proven) < 0)
                .map(time -> Release.BY_CLOCK)
                .orElse(Release.LOST);
    }

    /** An establish may have frozen something and nobody knows: lets go first, then looks whether anything was there. */
    private Release afterUnknown(Call call) throws BladeException {
        unfreeze(call);
        try {
            var relations = endpoint.array().relations(call);
            boolean taken = binding.predecessor().isEmpty()
                    && binding.knownPairs().stream()
                            .anyMatch(pair -> relations.of(pair).isPresent());
            return taken ? Release.LOST : Release.NOTHING_HELD;
        } catch (RestException e) {
            throw Failures.repeatable("look what was held for " + group.id(), e);
        }
    }

    private void unfreeze(Call call) throws BladeException {
        try {
            endpoint.windowArray().unfreeze(binding.sourceSubsystems(), call);
        } catch (RestException e) {
            throw Failures.repeatable("let writes go for " + group.id(), e);
        }
    }
}
