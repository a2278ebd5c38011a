package org.copyblade.manager.internal.window;

import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;

/** One way to make all copies of a prepared backup. */
public interface Copying {

    /**
     * Makes the copies and leaves the system running.
     *
     * @throws Failure if not every group is established; the system runs all the same
     */
    Copied copy(RunContext run, BackupInProgress backup) throws Failure;
}
