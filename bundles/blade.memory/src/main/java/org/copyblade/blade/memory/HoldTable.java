package org.copyblade.blade.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.spi.Release;

/** Which hold domains are held for which copy, and until when. Guarded by the lock of the storage. */
final class HoldTable {

    private static final class Held {
        private final Set<String> domains;
        private final long endNanos;
        private boolean thawed;

        private Held(Set<String> domains, long endNanos) {
            this.domains = domains;
            this.endNanos = endNanos;
        }

        private boolean isInForce(long now) {
            return !thawed && now - endNanos < 0;
        }
    }

    private final Map<String, Held> byCopy = new HashMap<>();

    void hold(String copy, Set<String> domains, long endNanos) {
        byCopy.put(copy, new Held(Set.copyOf(domains), endNanos));
    }

    boolean holds(String domain, long now) {
        return byCopy.values().stream().anyMatch(held -> held.domains.contains(domain) && held.isInForce(now));
    }

    /** As if the timer had run out. */
    void expire(String copy) {
        Held held = byCopy.get(copy);
        if (held != null) {
            held.thawed = true;
        }
    }

    /** A thaw acts on whole domains: it also ends the holds of other copies there, which they learn at their release. */
    Release release(String copy, long now) {
        Held held = byCopy.remove(copy);
        if (held == null) {
            return Release.NOTHING_HELD;
        }
        boolean inForce = held.isInForce(now);
        for (Held other : byCopy.values()) {
            other.thawed |= other.domains.stream().anyMatch(held.domains::contains);
        }
        return inForce ? Release.VERIFIED_BY_STORAGE : Release.LOST;
    }
}
