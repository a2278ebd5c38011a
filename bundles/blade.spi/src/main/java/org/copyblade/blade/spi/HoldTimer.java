package org.copyblade.blade.spi;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade that holds writes until they are released: to say before anything is prepared when its storage would let
 * them go by itself. A hold that lasts too long is then refused before an older copy gives way.
 */
@ConsumerType
public interface HoldTimer {

    /**
     * After what time the storage itself lets writes go that a hold of this group would keep back; empty if it has no timer.
     * The answer is that of {@link Preparation.Prepared#storageTimer}. Changes nothing.
     *
     * @param planned binding of the plan
     */
    Optional<Duration> holdTimer(CopyGroup group, Binding planned, Call call) throws BladeException;
}
