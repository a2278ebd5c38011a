package org.copyblade.lab.array;

import java.util.List;

/**
 * A data set as the VTOC of its volume has it.
 *
 * @param name up to 44 characters in upper case
 * @param extents its tracks on the volume, one to three ranges
 * @param form what the VTOC says of its content
 */
public record DataSetOnVolume(String name, List<Extent> extents, DataSetForm form) {

    /** One of which nothing is known but where it lies. */
    public DataSetOnVolume(String name, List<Extent> extents) {
        this(name, extents, DataSetForm.NONE);
    }

    public DataSetOnVolume {
        extents = List.copyOf(extents);
        if (!name.matches("[A-Z@#$][A-Z0-9@#$.-]{0,43}")) {
            throw new IllegalArgumentException("'" + name + "' is no name of a data set");
        }
        if (extents.isEmpty() || extents.size() > 3) {
            throw new IllegalArgumentException(name + " has " + extents.size() + " extents, not one to three");
        }
    }
}
