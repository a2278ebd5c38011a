package org.copyblade.manager.internal.restore;

import java.util.Optional;
import org.copyblade.api.BackupId;
import org.copyblade.api.Run;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.run.Failure;

/**
 * What the restore before a run has left behind.
 *
 * @param halfDone the restore that is half done; empty: there is none, or somebody has put the system right since
 */
record EarlierRestore(Optional<Run> halfDone) {

    /** As the catalog says; of a system that runs, somebody has put it right. */
    static EarlierRestore of(Engine engine, String system) throws Failure {
        try {
            Optional<Run> halfDone = new UndoCopies(engine.catalog()).halfDone(system);
            boolean putRight =
                    halfDone.isPresent() && Today.of(engine.systems(), system).running();
            return new EarlierRestore(putRight ? Optional.empty() : halfDone);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** Whether it was copying back this backup. */
    boolean isOf(BackupId backup) {
        return halfDone.flatMap(Run::backup).filter(backup::equals).isPresent();
    }
}
