package org.copyblade.blade.shadowimage.internal;

import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;

/** Whether snapshots can be kept in a pool: seen by the plan, and not only when they are made. Pure. */
final class PoolCheck {

    private static final String NORMAL = "POLN";

    private PoolCheck() {}

    /**
     * What forbids it.
     *
     * @param pool its number
     * @param status as the storage says it; empty where there is no such pool
     */
    static List<BladeFinding> findings(int pool, Optional<String> status) {
        if (status.isEmpty()) {
            return List.of(error(
                    "there is no pool " + pool + " for snapshots",
                    "set 'snapshot.pool' of the endpoint to the number of one"));
        }
        return status.get().equals(NORMAL)
                ? List.of()
                : List.of(error(
                        "pool " + pool + " for snapshots is in status " + status.get(),
                        "enlarge or repair the pool, or set 'snapshot.pool' of the endpoint to another"));
    }

    private static BladeFinding error(String text, String hint) {
        return BladeFinding.error("method", text, hint).about(Topic.CAPABILITY);
    }
}
