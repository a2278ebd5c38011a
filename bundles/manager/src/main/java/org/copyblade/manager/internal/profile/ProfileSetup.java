package org.copyblade.manager.internal.profile;

import org.copyblade.api.CopybladeException;
import org.copyblade.api.Profile;
import org.copyblade.api.SetupReport;

/** The checks that must pass before a profile may be used, as the engine makes them. Safe for many threads. */
public interface ProfileSetup {

    /** Makes the checks and records the result. */
    SetupReport setup(BackupOptions options) throws CopybladeException;

    /**
     * What the recorded result says of the profile; quick, and {@link Profile.SetupState#NEEDED} if there is none.
     *
     * @param profile name of the profile
     */
    Profile.SetupState state(String profile);
}
