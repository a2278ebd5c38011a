package org.copyblade.manager.internal.profile;

import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;

/** What the rest of the manager needs of profiles: typed options of the moment. Safe for many threads. */
public interface ProfileSource {

    /** The options of every profile that can be used, all of one moment, by name of the profile. */
    List<BackupOptions> usable();

    /** The profiles of which something newer than what is in force is refused, by name. */
    List<RefusedProfile> refused();

    /**
     * The effective options of a profile now: default, then system, then profile, then command.
     *
     * @param overrides of the command, by key
     */
    BackupOptions options(String profile, Map<String, String> overrides) throws CopybladeException;
}
