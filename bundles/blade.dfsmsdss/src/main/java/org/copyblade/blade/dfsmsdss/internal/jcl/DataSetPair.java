package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.Objects;

/** A data set that is copied, and the name of its copy, which may be the same. */
public record DataSetPair(DataSetName from, DataSetName to) {

    public DataSetPair {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    public boolean isRenamed() {
        return !from.equals(to);
    }
}
