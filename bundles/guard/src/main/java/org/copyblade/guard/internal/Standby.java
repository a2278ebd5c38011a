package org.copyblade.guard.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.copyblade.guard.GuardException;

/**
 * Pairs of guards that are armed for nothing yet: one for each system whose suspension is near, and one in reserve for whatever
 * system comes next. Each is handed out once. May be used from any thread.
 */
final class Standby {
    /** How long a pair waits for a suspension that was announced. */
    static final Duration NEAR = Duration.ofSeconds(30);

    private record Waiting(StartedPair pair, long sinceNanos) {
        boolean isOverdue() {
            return System.nanoTime() - sinceNanos >= NEAR.toNanos();
        }
    }

    private final boolean keepsReserve;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private Optional<StartedPair> reserve = Optional.empty();
    private boolean ended;

    Standby(boolean keepsReserve) {
        this.keepsReserve = keepsReserve;
    }

    /** Sets a pair aside for this system, unless one stands by: the one in reserve, or else a new one. */
    synchronized void add(String systemKey, GuardProgram program) throws GuardException {
        Waiting there = waiting.get(systemKey);
        if (there == null || !there.pair().isFit()) {
            end(waiting.remove(systemKey));
            Optional<StartedPair> kept = takeReserve();
            StartedPair pair = kept.isPresent() ? kept.get() : StartedPair.start(program);
            waiting.put(systemKey, new Waiting(pair, System.nanoTime()));
        }
    }

    /** The pair that stands by for this system; it is the caller's now. */
    synchronized Optional<StartedPair> take(String systemKey) {
        Waiting there = waiting.remove(systemKey);
        if (there != null && there.pair().isFit()) {
            return Optional.of(there.pair());
        }
        end(there);
        return takeReserve();
    }

    private Optional<StartedPair> takeReserve() {
        Optional<StartedPair> kept = reserve.filter(StartedPair::isFit);
        if (kept.isEmpty()) {
            reserve.ifPresent(StartedPair::end);
        }
        reserve = Optional.empty();
        return kept;
    }

    /** Starts a pair to be in reserve, unless there is one, or one set aside that may be. */
    synchronized void replenish(GuardProgram program) throws GuardException {
        if (!ended && reserve.filter(StartedPair::isFit).isEmpty() && waiting.isEmpty()) {
            reserve.ifPresent(StartedPair::end);
            reserve = Optional.of(StartedPair.start(program));
        }
    }

    /** Nothing is set aside any longer for whoever was announced and did not come: one pair may be in reserve, the others end. */
    synchronized void review() {
        for (Iterator<Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (next.isOverdue()) {
                each.remove();
                if (keepsReserve && reserve.isEmpty()) {
                    reserve = Optional.of(next.pair());
                } else {
                    next.pair().end();
                }
            }
        }
    }

    private static void end(Waiting unfit) {
        if (unfit != null) {
            unfit.pair().end();
        }
    }

    /** Ends all that stand by. */
    synchronized void end() {
        ended = true;
        waiting.values().forEach(Standby::end);
        waiting.clear();
        reserve.ifPresent(StartedPair::end);
        reserve = Optional.empty();
    }
}
