package org.copyblade.blade.shadowimage.internal.array;

import java.util.Objects;

/**
 * A change that somebody has asked the REST API for. What is changed by CCI or from a console is no job.
 *
 * @param id younger jobs have higher ones (unconfirmed)
 * @param user who asked
 * @param order what was asked: the path behind {@code objects}, without the storage
 * @param hasActed did it change anything, as far as the storage says? Not for one that failed before it had finished a resource
 */
public record StorageJob(long id, String user, String order, boolean hasActed) {

    public StorageJob {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(order, "order");
    }

    @Override
    public String toString() {
        return "job " + id + " of user '" + user + "' (" + order + ")";
    }
}
