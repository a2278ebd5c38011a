package org.copyblade.api;

import java.util.Objects;
import java.util.Optional;

/**
 * Which backups to list.
 *
 * @param system only of this system
 * @param profile only of this profile
 * @param usableOnly only those that can be restored
 * @param limit at most so many, 1 to 10,000
 */
public record BackupQuery(Optional<String> system, Optional<String> profile, boolean usableOnly, int limit) {

    /** The newest hundred. */
    public static final BackupQuery NEWEST = new BackupQuery(Optional.empty(), Optional.empty(), false, 100);

    public BackupQuery {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(profile, "profile");
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("limit is 1 to 10000, not " + limit);
        }
    }
}
