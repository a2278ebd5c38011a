package org.copyblade.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The protected systems. Safe for many threads. */
@ProviderType
public interface Systems {

    /** All configured systems with how well they are protected. */
    List<SystemStatus> list() throws CopybladeException;

    /** What is configured and not in force, unless the system that it belongs to tells of it. */
    List<ConfigurationTrouble> configurationTroubles();

    /**
     * Looks at everything a system keeps on storage and says which kinds of backup and restore that allows. Asks the system
     * and all blades on the caller's thread: seconds as a rule, a minute for each that is absent or does not answer.
     *
     * @throws CopybladeException SYSTEM_ABSENT, at once if nobody has configured it; SYSTEM_FAILED
     */
    SystemAnalysis analyze(String name) throws CopybladeException;
}
