package org.copyblade.zosmf;

import java.util.Objects;

/**
 * Which jobs a list shows.
 *
 * @param owner user, {@code *} for all
 * @param prefix of the job name, {@code *} at its end for any rest
 * @param most longest list
 */
public record JobFilter(String owner, String prefix, int most) {

    public JobFilter {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(prefix, "prefix");
        if (most < 1) {
            throw new IllegalArgumentException("a list has room for one job at least, not " + most);
        }
    }

    /** All jobs of this name, whoever has submitted them. */
    public static JobFilter named(String name) {
        return new JobFilter("*", name, 1000);
    }
}
