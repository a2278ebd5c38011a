package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.Objects;

/** A volume that is copied, and the one that it is copied to. */
public record VolumePair(Volser from, Volser to) {

    public VolumePair {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
