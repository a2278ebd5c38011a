package org.copyblade.shell.internal.deploy;

import java.util.Locale;
import java.util.Optional;
import org.copyblade.api.CopybladeException;

/**
 * One file of deploy/ and what became of it, or a bundle of the platform with a problem.
 *
 * @param file its name; a hyphen if it is not in deploy/
 * @param bundle symbolic name and version; empty while it is not installed
 * @param state what it is in now
 * @param problem what keeps it from running, and will until somebody acts
 */
record DeployedFile(String file, String bundle, State state, Optional<CopybladeException> problem) {

    enum State {
        ACTIVE,
        /** Started, but its framework level or its first use is still to come. */
        STARTING,
        STOPPED,
        UNRESOLVED,
        /** Not taken yet: File Install waits until its size and time stay the same. */
        WAITING,
        REFUSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DeployedFile refused(String file, CopybladeException problem) {
        return new DeployedFile(file, "", State.REFUSED, Optional.of(problem));
    }

    static DeployedFile waiting(String file) {
        return new DeployedFile(file, "", State.WAITING, Optional.empty());
    }
}
