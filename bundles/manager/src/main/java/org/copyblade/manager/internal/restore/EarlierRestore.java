package org.copyblade.manager.internal.restore;

import java.util.List;
import java.util.Optional;
import org.copyblade.api.BackupId;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.UndoCopies;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.system.Today;

/**
 * What the restore before a run has left behind: its system is barred, and its data half copied back. A run that copies
 * nothing back itself must leave both as they are, for nobody could start on that data without losing some and not knowing.
 *
 * @param halfDone the restore that is half done; empty: there is none, or somebody has put the system right since
 * @param catalog knows what brings the system out of it
 */
record EarlierRestore(Optional<Run> halfDone, Catalog catalog) {

    /** As the catalog says; of a system that runs, somebody has put it right. */
    static EarlierRestore before(Run run, Engine engine) throws Failure {
        try {
            Optional<Run> halfDone = new UndoCopies(engine.catalog()).halfDoneBefore(run);
            if (halfDone.isEmpty() || Today.of(engine.systems(), run.system()).running()) {
                return new EarlierRestore(Optional.empty(), engine.catalog());
            }
            return new EarlierRestore(halfDone, engine.catalog());
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** Whether it was copying back this backup. */
    boolean isOf(BackupId backup) {
        return halfDone.flatMap(Run::backup).filter(backup::equals).isPresent();
    }

    boolean isHalfDone() {
        return halfDone.isPresent();
    }

    /** The same failure, and that the system stays as this restore has left it. */
    Failure stays(Failure why, String system) {
        return why.besides(List.of(system + " stays down, as run "
                        + halfDone.orElseThrow().id() + " has left it half copied back"))
                .curedBy(wayOut());
    }

    /** As it is now: this run may have given up what the other needs. */
    private String wayOut() {
        try {
            return "run " + WayOut.of(catalog, halfDone.orElseThrow());
        } catch (CatalogException e) {
            return "";
        }
    }
}
