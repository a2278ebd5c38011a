package org.copyblade.blade.shadowimage.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.rest.Access;
import org.copyblade.endpoint.Trust;

/**
 * Checked values of one configuration.
 *
 * @param endpoint its name
 * @param storage id of the storage
 * @param access how it is reached
 * @param trust which certificate it may show
 * @param targets volumes that belong to Copyblade
 * @param volsers volumes by the serials that z/OS knows them by
 * @param units device numbers for z/OS
 * @param snapshotPool number of the pool of snapshots; negative for none
 * @param pace of the copies, 1 to 15
 * @param look how long to wait between two looks at a copy
 * @param lateRequestLimit longest time after which a request without answer may still be carried out
 * @param quickRestore does a restore use the copy up instead of keeping it?
 */
record ShadowSettings(
        String endpoint,
        String storage,
        Access access,
        Trust trust,
        LdevRanges targets,
        Map<String, Integer> volsers,
        UnitMap units,
        int snapshotPool,
        int pace,
        Duration look,
        Duration lateRequestLimit,
        boolean quickRestore) {

    /** As clients set it: medium. */
    static final int DEFAULT_PACE = 3;

    ShadowSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(targets, "targets");
        volsers = Map.copyOf(volsers);
        Objects.requireNonNull(units, "units");
        Objects.requireNonNull(look, "look");
        Objects.requireNonNull(lateRequestLimit, "lateRequestLimit");
    }

    /** The ways to copy that the endpoint is set up for. */
    List<Method> methods() {
        return snapshotPool < 0 ? List.of(Method.PAIR) : List.of(Method.values());
    }

    /** The serial that z/OS knows a volume by. */
    Optional<String> volser(int ldev) {
        return volsers.entrySet().stream()
                .filter(entry -> entry.getValue() == ldev)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
