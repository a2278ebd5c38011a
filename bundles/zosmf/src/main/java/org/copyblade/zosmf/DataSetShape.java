package org.copyblade.zosmf;

import java.util.Objects;

/**
 * How a new sequential data set is allocated.
 *
 * @param volume serial, empty to leave it to the system
 * @param unit for example {@code SYSALLDA}; empty to leave it to the system
 * @param recordFormat for example {@code FB}
 * @param recordLength bytes
 * @param tracks primary space
 */
public record DataSetShape(String volume, String unit, String recordFormat, int recordLength, int tracks) {

    public DataSetShape {
        Objects.requireNonNull(volume, "volume");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(recordFormat, "recordFormat");
    }

    /** A small one of records of 80 characters, wherever the system puts it. */
    public static DataSetShape small() {
        return new DataSetShape("", "", "FB", 80, 1);
    }
}
