package org.copyblade.blade.shadowimage.internal;

import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.Ldev;

/**
 * A volume of one certain storage, as members name their sources: {@code 886000123456/256}. The storage id keeps a group
 * from ever being copied on another storage that has volumes of the same numbers.
 */
record SourceId(String storage, int ldev) {

    SourceId {
        Objects.requireNonNull(storage, "storage");
    }

    static Optional<SourceId> parse(String text) {
        int slash = text.lastIndexOf('/');
        boolean valid = slash > 0 && Ldev.isNumber(text.substring(slash + 1));
        return valid
                ? Optional.of(new SourceId(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return storage + "/" + ldev;
    }
}
