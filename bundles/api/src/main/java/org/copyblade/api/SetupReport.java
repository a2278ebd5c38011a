package org.copyblade.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Result of a profile setup.
 *
 * @param profile name
 * @param at when
 * @param passed whether no finding is an error
 * @param findings by validation number
 */
public record SetupReport(String profile, Instant at, boolean passed, List<Finding> findings) {

    public SetupReport {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(at, "at");
        findings = List.copyOf(findings);
    }
}
