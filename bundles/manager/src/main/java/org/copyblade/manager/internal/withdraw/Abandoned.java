package org.copyblade.manager.internal.withdraw;

import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.system.Today;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backups that only the restore which has copied them back in part could go on with, of a system that somebody has put right
 * since: it runs, and is backed up again. Their targets may follow what it writes, and nobody would ever end that. Safe for many
 * threads.
 */
public final class Abandoned {

    private static final Logger LOG = LoggerFactory.getLogger(Abandoned.class);

    private final Engine engine;
    private final Withdrawal backups;

    public Abandoned(Engine engine, Withdrawal backups) {
        this.engine = engine;
        this.backups = backups;
    }

    /** To be done after a backup of the system, whose run then withdraws what was given up. Nothing of it spoils the backup. */
    public void giveUp(RunContext run) {
        String system = run.run().system();
        try {
            for (BackupId id : engine.catalog().leftovers(system)) {
                BackupInProgress left = backups.load(id);
                if (left.isGoneOnWithOnly()
                        && Today.of(engine.systems(), system).running()) {
                    giveUp(run, left);
                }
            }
        } catch (CatalogException | Failure e) {
            LOG.warn("what restores of {} have left half back stays for the next backup: {}", system, e.getMessage());
        }
    }

    private static void giveUp(RunContext run, BackupInProgress left) throws Failure {
        List<GroupRecord> groups = left.body().groups();
        left.state(
                Backup.State.UNUSABLE,
                left.backup().reason() + "; " + left.backup().system() + " was put right, and backed up by run "
                        + run.id());
        groups.forEach(group -> left.group(group.leftHalfBack()));
        run.commit(List.of(left.saved()));
    }
}
