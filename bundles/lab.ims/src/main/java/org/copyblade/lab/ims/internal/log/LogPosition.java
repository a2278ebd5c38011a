package org.copyblade.lab.ims.internal.log;

/**
 * Where a log goes on.
 *
 * @param olds number of the open online log data set
 * @param block in it that is written next
 * @param bsn number that this block gets
 * @param previousSum sum of the block before
 * @param lsn number of the last record
 */
public record LogPosition(int olds, int block, long bsn, int previousSum, long lsn) {
    /** Of a log that is new. */
    public static final LogPosition BEGIN = new LogPosition(0, 0, 1, 0, 0);
}
