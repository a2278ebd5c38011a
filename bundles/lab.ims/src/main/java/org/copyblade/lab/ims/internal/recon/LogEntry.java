package org.copyblade.lab.ims.internal.recon;

/**
 * An archived log as RECON knows it.
 *
 * @param imsid member whose log it is
 * @param start when its online log was opened
 * @param stop when that was closed
 * @param firstBsn first block
 * @param lastBsn last block
 * @param firstLsn first record
 * @param lastLsn last record
 * @param slds name of the data set with all records
 * @param rlds name of the one with what database recovery needs
 * @param volser where both are
 */
public record LogEntry(
        String imsid,
        long start,
        long stop,
        long firstBsn,
        long lastBsn,
        long firstLsn,
        long lastLsn,
        String slds,
        String rlds,
        String volser) {}
