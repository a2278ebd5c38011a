package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.endpoint.Trust;

/**
 * Checked values of one configuration.
 *
 * @param endpoint its name
 * @param access how it is reached
 * @param trust which certificate it may show
 * @param targets volumes that belong to Copyblade
 * @param targetPool where targets are made that are not there yet
 * @param units device number of the first volume of a subsystem, by subsystem
 * @param pairsPerRequest pairs in one establish request
 * @param freezeMargin part of the freeze timer that is not used
 * @param lateRequestLimit longest time after which a request without answer may still be carried out
 * @param rules what the storage allows
 * @param restore how it restores
 */
record FlashSettings(
        String endpoint,
        Access access,
        Trust trust,
        VolumeRanges targets,
        Optional<String> targetPool,
        Map<String, Integer> units,
        int pairsPerRequest,
        Duration freezeMargin,
        Duration lateRequestLimit,
        StorageRules rules,
        RestoreStyle restore) {

    /**
     * What differs between levels of the storage.
     *
     * @param cascading whether a volume may be source and target at once
     * @param multipleIncremental whether a source may have several incremental relations
     */
    record StorageRules(boolean cascading, boolean multipleIncremental) {}

    /**
     * How a restore is asked for.
     *
     * @param fast whether it uses the copy up instead of waiting for its background copy
     * @param reversedPair whether the request writes the pair in the new direction; which one is right is (unconfirmed)
     */
    record RestoreStyle(boolean fast, boolean reversedPair) {}

    FlashSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(targetPool, "targetPool");
        units = Map.copyOf(units);
        Objects.requireNonNull(freezeMargin, "freezeMargin");
        Objects.requireNonNull(lateRequestLimit, "lateRequestLimit");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(restore, "restore");
    }
}
