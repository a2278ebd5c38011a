package org.copyblade.blade.shadowimage.internal;

import java.time.Instant;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;

/**
 * The point in time: one split of the whole copy group. The storage takes the moment at which it received the order as the
 * image time of all pairs of a consistency group, and refuses it for all if one of them cannot be split. Nothing else is asked
 * inside the window: whether all pairs are in step was seen right before it, see {@link InStep}, and whether somebody else has
 * split them since is seen after it, see {@link Witness}.
 */
final class Establisher {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final ShadowBinding binding;

    Establisher(Endpoint endpoint, CopyGroup group, ShadowBinding binding) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
    }

    Establishment establish(Hold hold, Call call) throws BladeException {
        requirePossible(hold, call);
        Instant at = Instant.now();
        long sentNanos = System.nanoTime();
        long job;
        try {
            job = endpoint.windowEngine(binding).split(binding.name(), call);
        } catch (RestException e) {
            throw Failures.once("establish " + group.id(), e);
        }
        long answeredNanos = System.nanoTime();
        return new Establishment(
                BindingForm.write(binding.established(at, job)),
                at,
                sentNanos,
                answeredNanos,
                answeredNanos - sentNanos);
    }

    private void requirePossible(Hold hold, Call call) throws BladeException {
        if (hold.wanted()) {
            throw ShadowFault.REQUEST.error(
                    "cannot establish " + group.id() + ": ShadowImage holds no writes",
                    "suspend the system, or rely on the one instant of the copy group");
        }
        if (binding.stage() == Stage.PLANNED || binding.stage() == Stage.CREATING) {
            throw ShadowFault.STATE.error(
                    "cannot establish " + group.id() + ": it is not prepared", "prepare it first");
        }
        if (binding.stage() == Stage.ESTABLISHED) {
            throw ShadowFault.STATE.error(
                    "cannot establish " + group.id() + ": it is established already",
                    "ask for the state of the copy",
                    Recovery.LOOK_FIRST);
        }
        if (call.expired() || call.cancelled()) {
            throw ShadowFault.TOO_LATE.error(
                    "cannot establish " + group.id() + ": the deadline has passed or the call was cancelled",
                    "give it more time");
        }
    }
}
