package org.copyblade.blade.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a blade to copy single data sets out of what is exposed, also by another blade: so that an object comes out of a
 * copy of whole volumes.
 */
@ConsumerType
public interface DataSetCopier {

    /**
     * One step; repeated with the newest binding until done, then each data set is there under its new name. May be repeated
     * after a lost answer or by another instance. After an error nothing goes on by itself, some data sets may have been
     * copied, and the same call begins anew once the cause is gone.
     *
     * @param order names this order and no other one, given by whoever asks and journaled before
     * @param exposed where to take them from: volumes as {@code volser@unit}, or data sets
     * @param dataSets what to copy; a name that is not on what is exposed is an error
     * @param to where to
     * @param progress of the last step; empty for the first one
     */
    Advance copy(
            CopyGroupId order,
            List<Exposed.Exposure> exposed,
            List<DataSetCopy> dataSets,
            DataSetTarget to,
            Optional<Binding> progress,
            Call call)
            throws BladeException;

    /**
     * Ends an order, however far it came: from then on nothing of it begins, not even what was asked for before and is late, and
     * nothing but the data sets that it has copied is left. What runs is waited for, because it may be reading. To be called
     * once nobody wants another step; gone already is success. A blade whose orders leave nothing behind has nothing to do.
     *
     * @param order as given to {@link #copy}
     * @return when to call again; empty: nothing is left
     */
    default Optional<Duration> withdraw(CopyGroupId order, Call call) throws BladeException {
        return Optional.empty();
    }
}
