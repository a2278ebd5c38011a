package org.copyblade.blade.spi;

import java.util.Objects;

/**
 * One data set to be copied.
 *
 * @param from its name on what is exposed
 * @param to name of the copy, may be the same
 */
public record DataSetCopy(String from, String to) {

    public DataSetCopy {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /** A data set that keeps its name. */
    public static DataSetCopy underItsName(String name) {
        return new DataSetCopy(name, name);
    }
}
