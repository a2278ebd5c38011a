package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * Waits until links may be ended, and ends them: an array refuses it while it defines or copies a target, and by force the target
 * would be worth nothing. For one call, whose deadline bounds the waiting.
 */
final class Unlinking {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** Asks the array. */
    interface Look {
        List<Shown> links() throws RestException;
    }

    /** Asks the array to end links; answers whether it has ended all of them. */
    interface End {
        boolean of(List<Shown> links) throws RestException;
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
            pause = rest(pause, () -> busy(busy.get()));
        }
    }

    /** Ends all links: where the array has not, because somebody else has ended one, it looks again which are left. */
    void all(Look look, End end) throws BladeException, RestException {
        Duration pause = FIRST_PAUSE;
        List<Shown> links = awaited(look);
        while (!links.isEmpty() && !end.of(links)) {
            Link left = links.get(0).link();
            pause = rest(pause, () -> left(left));
            links = awaited(look);
        }
    }

    /** @return how long to rest next time */
    private Duration rest(Duration pause, Supplier<BladeException> why) throws BladeException {
        // What is asked after the deadline is not sent, and its error would not say why.
        if (call.cancelled() || call.remaining().compareTo(pause.multipliedBy(2)) < 0) {
            throw why.get();
        }
        LockSupport.parkNanos(pause.toNanos());
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
    }

    private BladeException left(Link link) {
        return TimeFinderFault.LINK_BUSY.error(
                "cannot " + doing + ": volume " + link.target() + " is shown to be linked to volume " + link.source()
                        + ", and the array sees nothing to end",
                "see in Unisphere whether it is, and try again");
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
