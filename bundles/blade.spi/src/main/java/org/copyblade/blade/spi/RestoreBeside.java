package org.copyblade.blade.spi;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade whose storage does not copy back beside every other copy of the same source: to say so before there is
 * that copy. The manager asks when it plans a restore that is to be undone by a copy of today's state, which it can make only
 * when the system is stopped.
 */
@ConsumerType
public interface RestoreBeside {

    /**
     * What would forbid or endanger a restore of these members if a copy of the same sources was made right before it through
     * this endpoint. What {@link CopyBlade#planRestore} says anyhow is left out. Changes nothing. (R18)
     *
     * @param members names of the members to restore, all known to the group
     * @param before policy of the copy that would be made
     */
    List<BladeFinding> planRestoreBeside(
            CopyGroup group, Binding binding, Set<String> members, CopyPolicy before, Call call) throws BladeException;
}
