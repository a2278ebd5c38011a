package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.Map;
import java.util.Objects;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.endpoint.Trust;

/**
 * Checked values of one configuration.
 *
 * @param endpoint its name
 * @param access how it is reached
 * @param trust which certificate it may show
 * @param targets volumes that belong to Copyblade
 * @param paths volume behind each directory of this host, by its path
 * @param copyRate speed of background copies, 1 to 150
 * @param mappingsPerGroup mappings that one group may have, and so members that one instant reaches
 */
record ClusterSettings(
        String endpoint,
        Access access,
        Trust trust,
        VolumeNames targets,
        Map<String, String> paths,
        int copyRate,
        int mappingsPerGroup) {
    ClusterSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(targets, "targets");
        paths = Map.copyOf(paths);
    }
}
