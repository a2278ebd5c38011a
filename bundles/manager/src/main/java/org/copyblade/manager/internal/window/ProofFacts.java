package org.copyblade.manager.internal.window;

import java.util.List;
import java.util.Optional;
import org.copyblade.api.Consistency;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Release;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Suspension;

/**
 * What was seen of one backup; the proof follows from this alone.
 *
 * @param consistency that is to be proven
 * @param oneInstant whether one establish of one group made everything at one instant
 * @param suspension of the system, where it was suspended
 * @param resumption of the system, where it was suspended
 * @param releasedNanos monotonic time at which the first hold of a storage was let go, where one was held
 * @param backupModeHeld whether the session of backup mode was held until its end
 * @param runningAfter whether the system answers after the copies were made
 * @param groups one per copy group
 * @param before position before
 * @param after position after
 * @param epochAfter epoch after
 * @param coverageSame whether the layout after the copies is that of before
 * @param inCopy what the copy says of itself, where the adapter can look into it
 */
public record ProofFacts(
        Consistency consistency,
        boolean oneInstant,
        Optional<Suspension> suspension,
        Optional<Resumption> resumption,
        Optional<Long> releasedNanos,
        boolean backupModeHeld,
        boolean runningAfter,
        List<GroupFacts> groups,
        Optional<Position> before,
        Optional<Position> after,
        Optional<Epoch> epochAfter,
        boolean coverageSame,
        Optional<InCopy> inCopy) {

    /**
     * One group.
     *
     * @param group its id
     * @param blade that copied it
     * @param bundle of the blade that made the point in time, with its version; empty where many steps made the copy, each
     *     perhaps by another version
     * @param inWindow whether it belongs to the window
     * @param establishment of the storage
     * @param release of its hold; NOTHING_HELD if none was wanted
     * @param doubt what the storage, asked afterwards, says against it; empty if it confirms
     */
    public record GroupFacts(
            String group,
            String blade,
            String bundle,
            boolean inWindow,
            Optional<Establishment> establishment,
            Release release,
            String doubt) {

        public GroupFacts with(String nextDoubt) {
            return new GroupFacts(group, blade, bundle, inWindow, establishment, release, nextDoubt);
        }
    }

    /**
     * What a copy says.
     *
     * @param position that recovery is sure to reach
     * @param complete whether everything recovery needs is there
     * @param why what is missing
     */
    public record InCopy(Position position, boolean complete, String why) {}
}
