package org.copyblade.lab.zos;

import java.util.List;

/**
 * A data set to be made.
 *
 * @param name up to 44 characters, qualifiers of up to 8
 * @param attributes its form
 * @param shares how much on which volume, in the order of the data
 * @param catalogued enter it into the catalog that its first qualifier belongs to?
 */
public record NewDataSet(String name, DataSetAttributes attributes, List<Share> shares, boolean catalogued) {

    /**
     * Space on one volume.
     *
     * @param volser an online volume
     * @param tracks at least 1
     */
    public record Share(String volser, int tracks) {}

    public NewDataSet {
        shares = List.copyOf(shares);
    }

    /** A catalogued data set on one volume. */
    public static NewDataSet on(String volser, String name, DataSetAttributes attributes, int tracks) {
        return new NewDataSet(name, attributes, List.of(new Share(volser, tracks)), true);
    }
}
