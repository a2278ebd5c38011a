package org.copyblade.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The backup profiles in force, as Config Admin has them. Safe for many threads. */
@ProviderType
public interface Profiles {

    /** All profiles, by name, also those whose last edit was refused. */
    List<Profile> list();

    /** One profile with the value and origin of each option. */
    Profile get(String name) throws CopybladeException;

    /**
     * Changes one option; in force for the next run, written back to the file it came from.
     *
     * @param value an empty text takes the option out of the profile
     */
    Profile set(String name, String key, String value) throws CopybladeException;

    /** Runs all checks that must pass before the profile may be used, and records the result. */
    SetupReport setup(String name) throws CopybladeException;
}
