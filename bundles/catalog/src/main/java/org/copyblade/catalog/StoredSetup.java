package org.copyblade.catalog;

import java.util.Objects;
import org.copyblade.api.SetupReport;

/**
 * The last setup of a profile.
 *
 * @param report what was found
 * @param fingerprint of sources and targets; another one today means that setup is needed again
 */
public record StoredSetup(SetupReport report, String fingerprint) {

    public StoredSetup {
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }
}
