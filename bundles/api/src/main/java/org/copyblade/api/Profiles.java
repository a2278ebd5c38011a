package org.copyblade.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The backup profiles in force, as Config Admin has them. Safe for many threads. */
@ProviderType
public interface Profiles {

    /** All profiles, by name, also those whose last edit was refused. */
    List<Profile> list();

    /** One profile with the value and origin of each option. */
    Profile get(String name) throws CopybladeException;

    /**
     * Changes one option, as {@link #set(String, Map)} does.
     *
     * @param value an empty text takes the option out of the profile
     */
    Profile set(String name, String key, String value) throws CopybladeException;

    /**
     * Changes options, all of them or none; in force for the next run, written back in one step to the file they came from.
     *
     * @param changes value by key; an empty text takes the option out of the profile
     * @throws CopybladeException OPTION_UNKNOWN, OPTION_INVALID, OPTION_LOCKED, PROFILE_UNKNOWN: nothing has changed;
     *     CONFIG_NOT_WRITTEN if the file cannot be written
     */
    Profile set(String name, Map<String, String> changes) throws CopybladeException;

    /**
     * Runs all checks that must pass before the profile may be used, and records the result. Asks the system and each
     * blade on the caller's thread: seconds as a rule, a minute for each that is absent or does not answer.
     *
     * @throws CopybladeException PROFILE_UNKNOWN, PROFILE_REFUSED, SYSTEM_ABSENT, SYSTEM_FAILED, BLADE_ABSENT, COPY_FAILED
     *     or CATALOG_FAILED; findings are no error but in the report
     */
    SetupReport setup(String name) throws CopybladeException;
}
