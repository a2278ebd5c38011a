package org.copyblade.lab.array;

/**
 * What the VTOC says of a data set's content, in the values of a real data set control block of format 1.
 *
 * @param sequence number of this volume among those of the data set, from 1
 * @param organization DSORG: 0x4000 sequential, 0x0200 partitioned, 0x0008 VSAM
 * @param recordFormat RECFM: 0x80 F, 0x40 V, 0xC0 U, 0x10 blocked, 0x04 with ASA control characters
 * @param blockBytes longest block
 * @param recordBytes longest record
 * @param lastTrack last track that is used on this volume, from 0
 * @param balance bytes of that track that are not used
 */
public record DataSetForm(
        int sequence, int organization, int recordFormat, int blockBytes, int recordBytes, int lastTrack, int balance) {

    /** Nothing is known. */
    public static final DataSetForm NONE = new DataSetForm(1, 0, 0, 0, 0, 0, 0);

    public DataSetForm {
        int longest = Math.max(Math.max(blockBytes, recordBytes), Math.max(lastTrack, balance));
        int shortest = Math.min(Math.min(blockBytes, recordBytes), Math.min(lastTrack, balance));
        if (shortest < 0 || longest > 0xFFFF || sequence < 0 || sequence > 0xFFFF) {
            throw new IllegalArgumentException("a field has two bytes, which is not enough for " + longest);
        }
    }
}
