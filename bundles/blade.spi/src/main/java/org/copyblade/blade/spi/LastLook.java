package org.copyblade.blade.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade to see that what it has prepared still is. For storage whose prepared state others can change, and whose
 * point in time would not tell: the manager looks right before it suspends a system, so that establish need not.
 */
@ConsumerType
public interface LastLook {

    /**
     * Returns if the group is as {@link CopyBlade#prepare} has left it. Changes nothing. The manager asks outside every window,
     * as late as it can, and begins none if it is refused. (R19)
     *
     * @param prepared binding of the last step of prepare
     */
    void look(CopyGroup group, Binding prepared, Call call) throws BladeException;
}
