package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Waits until links may be ended: an array refuses it while it defines or copies a target, and by force the target would be
 * worth nothing. For one call, whose deadline bounds the waiting.
 */
final class Unlinking {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Asks the array. */
    interface Look {
        List<Shown> links() throws RestException;
    }

    private final String doing;
    private final Call call;

    /** @param doing what the links are in the way of, such as "conceal NIGHTLY01" */
    Unlinking(String doing, Call call) {
        this.doing = doing;
        this.call = call;
    }

    /** The links as they are once the array ends all of them. */
    List<Shown> awaited(Look look) throws BladeException, RestException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            List<Shown> links = look.links();
            Optional<Link> busy = links.stream()
                    .map(Shown::link)
                    .filter(link -> !link.mayEnd())
                    .findFirst();
            if (busy.isEmpty()) {
                return links;
            }
            // What is asked after the deadline is not sent, and its error would not say why.
            if (call.cancelled() || call.remaining().compareTo(pause.multipliedBy(2)) < 0) {
                throw busy(busy.get());
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
    }

    private BladeException busy(Link link) {
        String why = link.mode() == Link.Mode.COPYING
                ? "has " + link.percent() + "% of volume " + link.source()
                        + ", and a link that is being copied is not ended"
                : "is not defined yet to show volume " + link.source();
        return TimeFinderFault.LINK_BUSY.error(
                "cannot " + doing + ": volume " + link.target() + " " + why,
                "wait until the array has done that, which the state of the copy and Unisphere show, and try again");
    }
}
