package org.copyblade.manager.internal.schedule;

import org.copyblade.api.CopybladeException;

/** Starts a backup and comes back at once. */
@FunctionalInterface
interface RunStarter {

    /**
     * Starts a run.
     *
     * @param profile name of its profile
     * @throws CopybladeException if it could not be started, for example because another one works on the system
     */
    void start(String profile) throws CopybladeException;
}
