package org.copyblade.blade.shadowimage.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.copyblade.blade.shadowimage.internal.array.StorageJob;

/**
 * Whether the split of a group made its image: a pair that was split before keeps the image it had, and the storage reports
 * success. It shows no time of a split for ShadowImage, so the orders tell: since all pairs were in step there must be one
 * that touches the group, and it is ours. Whatever anybody else has asked of the group counts against it, whatever came of
 * it since. Pure.
 */
final class SplitProof {

    private final SplitEvidence evidence;
    private final String user;
    private final Predicate<StorageJob> touches;
    private final Predicate<StorageJob> splits;

    /**
     * @param user of this endpoint, by which a split without answer is known
     * @param touches is this job about the group or one of its pairs?
     * @param splits is it a split of the whole group?
     */
    SplitProof(SplitEvidence evidence, String user, Predicate<StorageJob> touches, Predicate<StorageJob> splits) {
        this.evidence = evidence;
        this.user = user;
        this.touches = touches;
        this.splits = splits;
    }

    /**
     * Why it is not proven; empty if it is.
     *
     * @param jobs every job since the pairs were in step
     */
    Optional<String> doubt(List<StorageJob> jobs) {
        List<StorageJob> orders =
                jobs.stream().filter(touches).filter(StorageJob::hasActed).toList();
        Optional<StorageJob> foreign =
                orders.stream().filter(order -> !isOurs(order)).findFirst();
        if (foreign.isPresent()) {
            return Optional.of("somebody else has changed its pairs since they were prepared: " + foreign.get());
        }
        return orders.size() == 1
                ? Optional.empty()
                : Optional.of("the storage knows " + orders.size() + " splits of it since it was prepared, not one");
    }

    private boolean isOurs(StorageJob order) {
        return splits.test(order)
                && (evidence.order().isPresent()
                        ? order.id() == evidence.order().getAsLong()
                        : order.user().equals(user));
    }
}
