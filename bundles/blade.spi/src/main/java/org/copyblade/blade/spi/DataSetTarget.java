package org.copyblade.blade.spi;

import java.util.List;

/**
 * Where copies of data sets go.
 *
 * @param volumes serials; empty to leave it to the system
 * @param replace whether a data set that is there under the new name is overwritten; else it is an error
 */
public record DataSetTarget(List<String> volumes, boolean replace) {

    public DataSetTarget {
        volumes = List.copyOf(volumes);
    }
}
