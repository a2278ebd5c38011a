package org.copyblade.lab.zos;

/**
 * What the VTOC says of the form of a data set.
 *
 * @param organization how it is laid out
 * @param recordFormat {@code F}, {@code FB}, {@code V}, {@code VB}, {@code VBA}, {@code U}; empty for VSAM
 * @param recordBytes longest record; 0 where it does not apply
 * @param blockBytes longest block, or control interval of VSAM
 */
public record DataSetAttributes(Organization organization, String recordFormat, int recordBytes, int blockBytes) {

    /** How a data set is laid out. */
    public enum Organization {
        SEQUENTIAL,
        PARTITIONED,
        VSAM
    }

    /** A sequential data set of 80-byte records. */
    public static DataSetAttributes cards() {
        return new DataSetAttributes(Organization.SEQUENTIAL, "FB", 80, 27_920);
    }

    /** A sequential data set of blocks of their own, such as OSAM databases and logs. */
    public static DataSetAttributes blocks(int bytes) {
        return new DataSetAttributes(Organization.SEQUENTIAL, "F", bytes, bytes);
    }

    /** A VSAM data set with control intervals of that size. */
    public static DataSetAttributes vsam(int intervalBytes) {
        return new DataSetAttributes(Organization.VSAM, "", 0, intervalBytes);
    }
}
