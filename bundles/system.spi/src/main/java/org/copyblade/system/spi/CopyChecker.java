package org.copyblade.system.spi;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;

/** Ability of a system to look into a copy of itself and to try it out. */
@ConsumerType
public interface CopyChecker {

    /**
     * Reads position and epoch out of exposed data sets without starting anything, and checks that everything recovery
     * needs is there. Reads only. (S16)
     *
     * @param stop in backup mode the position that the copied log must reach; else the position before the window
     */
    CopyPosition inspect(SystemLayout layout, List<ExposedDataSet> exposed, Position stop, Deadline deadline)
            throws SystemException;

    /**
     * Boots a clone from writable exposures beside the original, lets the database check itself, stops it. The clone never
     * touches the original, archives nothing and listens on no network. (S17)
     */
    CheckReport tryOut(SystemLayout layout, List<ExposedDataSet> exposed, List<RecoveryFile> files, Deadline deadline)
            throws SystemException;

    /**
     * A data set as a copy shows it.
     *
     * @param dataSet its name
     * @param location absolute path
     */
    record ExposedDataSet(String dataSet, String location) {
        public ExposedDataSet {
            Objects.requireNonNull(dataSet, "dataSet");
            Objects.requireNonNull(location, "location");
        }
    }

    /**
     * What a copy says of itself.
     *
     * @param position a position that recovery of the copy is sure to reach
     * @param complete whether everything recovery needs is in the copy
     * @param why what is missing; empty when complete
     */
    record CopyPosition(Position position, boolean complete, String why) {
        public CopyPosition {
            Objects.requireNonNull(position, "position");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Result of a try-out.
     *
     * @param passed whether the clone booted and every check passed
     * @param position the clone's position after recovery; empty text if it never booted
     * @param redoMillis time of the database's own recovery, in milliseconds
     * @param checks one line per check, for people
     * @param failures what did not pass, empty when passed
     */
    record CheckReport(boolean passed, String position, long redoMillis, List<String> checks, List<String> failures) {
        public CheckReport {
            Objects.requireNonNull(position, "position");
            checks = List.copyOf(checks);
            failures = List.copyOf(failures);
        }
    }
}
