package org.copyblade.guard;

import java.time.Duration;

/**
 * What is to be held, and for how long at most.
 *
 * @param systemKey names the protected system; the same at every start, for it names the lease too
 * @param epoch fencing token: greater than that of every earlier request for the same system
 * @param leader the server's first process; the hold takes in all its descendants
 * @param limit the guards let the server go on when this much time is over, counted from the call of
 *     {@link GuardPair#suspend}; positive
 */
public record HoldRequest(String systemKey, long epoch, Leader leader, Duration limit) {

    public HoldRequest {
        if (systemKey.isBlank()) {
            throw new IllegalArgumentException("a hold needs the key of its system");
        }
        if (epoch <= 0) {
            throw new IllegalArgumentException("epoch " + epoch + " is not positive");
        }
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("suspend limit " + limit + " is not positive");
        }
    }
}
