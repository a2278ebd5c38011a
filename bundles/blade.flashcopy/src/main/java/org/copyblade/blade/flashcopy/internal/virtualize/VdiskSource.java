package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.Objects;
import java.util.Optional;

/**
 * A volume of one certain system, as members name their sources: {@code 0000020061C2E5D8/6005076...}. The unique id keeps a
 * group from ever copying a volume that has only got the name or the number of another.
 */
record VdiskSource(String system, String uid) {
    VdiskSource {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(uid, "uid");
    }

    static Optional<VdiskSource> parse(String text) {
        int slash = text.lastIndexOf('/');
        boolean valid = slash > 0 && text.substring(slash + 1).matches("[0-9A-F]{32}");
        return valid
                ? Optional.of(new VdiskSource(text.substring(0, slash), text.substring(slash + 1)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return system + "/" + uid;
    }
}
