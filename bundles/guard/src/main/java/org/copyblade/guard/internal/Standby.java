package org.copyblade.guard.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.copyblade.guard.GuardException;

/** Pairs of guards started ahead of their arming, one for each system at most. May be used from any thread. */
final class Standby {
    /** How long a pair counts as ready: well below the time after which an unused guard ends by itself. */
    private static final Duration READY = Duration.ofSeconds(30);

    private record Waiting(StartedPair pair, long sinceNanos) {
        boolean isReady() {
            return pair.isAlive() && System.nanoTime() - sinceNanos < READY.toNanos();
        }
    }

    private final Map<String, Waiting> waiting = new HashMap<>();

    /** Starts a pair for this system, unless one stands by. */
    synchronized void add(String systemKey, GuardProgram program) throws GuardException {
        endOverdue();
        if (!waiting.containsKey(systemKey)) {
            waiting.put(systemKey, new Waiting(StartedPair.start(program), System.nanoTime()));
        }
    }

    /** The pair that stands by for this system; it is the caller's now. */
    synchronized Optional<StartedPair> take(String systemKey) {
        endOverdue();
        return Optional.ofNullable(waiting.remove(systemKey)).map(Waiting::pair);
    }

    private void endOverdue() {
        for (Iterator<Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (!next.isReady()) {
                next.pair().end();
                each.remove();
            }
        }
    }

    /** Ends all that stand by. */
    synchronized void end() {
        waiting.values().forEach(each -> each.pair().end());
        waiting.clear();
    }
}
