package org.copyblade.catalog;

import java.util.Objects;
import org.copyblade.api.RunId;

/**
 * What a blade was asked to do beside copy groups: it knows it by this name, which no copy group bears.
 *
 * @param name of the order
 * @param run that gave it
 * @param blade technology
 * @param endpoint of the blade
 * @param remains whether the blade may still have a job or a note of it
 */
public record StoredOrder(String name, RunId run, String blade, String endpoint, boolean remains) {

    public StoredOrder {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(blade, "blade");
        Objects.requireNonNull(endpoint, "endpoint");
    }

    /** The same once the blade has nothing of it any more. */
    public StoredOrder gone() {
        return new StoredOrder(name, run, blade, endpoint, false);
    }
}
