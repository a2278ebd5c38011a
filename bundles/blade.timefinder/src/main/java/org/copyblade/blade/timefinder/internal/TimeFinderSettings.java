package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;
import org.copyblade.blade.timefinder.internal.rest.Access;
import org.copyblade.endpoint.Trust;

/**
 * Checked values of one configuration.
 *
 * @param endpoint its name
 * @param array 12 digits
 * @param access how Unisphere is reached
 * @param trust which certificate it may show
 * @param targets volumes that belong to Copyblade
 * @param volsers which volume bears a serial of z/OS, which the array does not know
 * @param units device number of a volume, the volumes behind it follow
 * @param term how long a snapshot is kept
 * @param lateRequestLimit longest time after which a request without answer may still be carried out
 */
record TimeFinderSettings(
        String endpoint,
        String array,
        Access access,
        Trust trust,
        VolumeRanges targets,
        Map<String, VolumeId> volsers,
        Map<VolumeId, Integer> units,
        Term term,
        Duration lateRequestLimit) {

    /** Volumes that one first device number stands for: a control unit image. */
    private static final int IN_A_ROW = 256;

    TimeFinderSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(targets, "targets");
        volsers = Map.copyOf(volsers);
        units = Map.copyOf(units);
        Objects.requireNonNull(term, "term");
        Objects.requireNonNull(lateRequestLimit, "lateRequestLimit");
    }

    /** The serial of a volume. */
    Optional<String> volserOf(VolumeId volume) {
        return volsers.entrySet().stream()
                .filter(entry -> entry.getValue().equals(volume))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The device number of a volume, counted from the nearest one before it that is given. */
    Optional<Integer> unitOf(VolumeId volume) {
        return units.entrySet().stream()
                .filter(entry -> volume.minus(entry.getKey()) >= 0 && volume.minus(entry.getKey()) < IN_A_ROW)
                .max(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + volume.minus(entry.getKey()));
    }
}
