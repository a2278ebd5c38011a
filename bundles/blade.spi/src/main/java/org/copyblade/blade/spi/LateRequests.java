package org.copyblade.blade.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade whose {@link CopyBlade#withdraw} waits until an establish that was lost cannot be carried out any more:
 * to be told that there is none, so that nobody waits for what was never sent.
 */
@ConsumerType
public interface LateRequests {

    /**
     * The binding to withdraw a prepared group with if it is certain that nothing is under way: no establish was ever asked
     * for, or it was refused with {@code FIX_REQUEST} or {@code RETRY}. Asks nothing and may be repeated. (R14)
     *
     * @param prepared binding of before establish
     */
    Binding nothingUnderWay(Binding prepared) throws BladeException;
}
