package org.copyblade.blade.timefinder.internal;

import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * A volume of one certain array, as members name their sources: {@code 000197900001/00100}. The id of the array keeps a group
 * from ever being copied on another one that has volumes of the same numbers.
 */
record SourceId(String system, VolumeId volume) {

    SourceId {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(volume, "volume");
    }

    static Optional<SourceId> parse(String text) {
        int slash = text.lastIndexOf('/');
        boolean valid = slash > 0 && VolumeId.isValid(text.substring(slash + 1));
        return valid
                ? Optional.of(new SourceId(text.substring(0, slash), new VolumeId(text.substring(slash + 1))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return system + "/" + volume;
    }
}
