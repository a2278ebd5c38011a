package org.copyblade.system.spi;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/** Ability of a system to be stopped, restored in place, recovered and started. */
@ConsumerType
public interface Restorable {

    /** Stops all members in order and waits until nothing of the system writes any more; stopped already is success. (S13) */
    void stop(Deadline deadline) throws SystemException;

    /**
     * Makes restored data sets ready for start: removes what belongs to the running server of the past, writes the
     * recovery files, puts ownership and modes right. The system is stopped. A bar is lifted last, when all of it survives
     * a power loss: see {@link Barrable}. May be repeated. (S14)
     */
    void recover(RecoveryPlan plan, Deadline deadline) throws SystemException;

    /** Starts all members and waits until they accept work. (S15) */
    Started start(Deadline deadline) throws SystemException;

    /**
     * What recovery has to do.
     *
     * @param layout as recorded with the backup
     * @param restored names of the data sets that were restored
     * @param files to be written before the start
     */
    record RecoveryPlan(SystemLayout layout, List<String> restored, List<RecoveryFile> files) {
        public RecoveryPlan {
            Objects.requireNonNull(layout, "layout");
            restored = List.copyOf(restored);
            files = List.copyOf(files);
        }
    }

    /**
     * The system accepts work.
     *
     * @param position after recovery
     * @param redoMillis time that the system itself spent on recovery, in milliseconds, as far as it says so; else 0
     */
    record Started(Position position, long redoMillis) {
        public Started {
            Objects.requireNonNull(position, "position");
        }
    }
}
