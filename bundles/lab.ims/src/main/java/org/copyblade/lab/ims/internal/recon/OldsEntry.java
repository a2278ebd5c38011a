package org.copyblade.lab.ims.internal.recon;

/**
 * An online log data set as RECON knows it.
 *
 * @param imsid member whose log it is
 * @param olds its number
 * @param status what is to be done with it
 * @param start when it was opened, 0 for never
 * @param stop when it was closed, 0 while it is open
 * @param firstBsn its first block
 * @param firstLsn its first record
 * @param lastBsn its last block, 0 while it is open
 * @param lastLsn its last record, 0 while it is open
 */
public record OldsEntry(
        String imsid,
        int olds,
        Status status,
        long start,
        long stop,
        long firstBsn,
        long firstLsn,
        long lastBsn,
        long lastLsn) {

    /** What is to be done with one. */
    public enum Status {
        ACTIVE,
        ARC_NEEDED,
        /** Archived, so it may be written again. */
        AVAILABLE
    }

    public static OldsEntry unused(String imsid, int olds) {
        return new OldsEntry(imsid, olds, Status.AVAILABLE, 0, 0, 0, 0, 0, 0);
    }

    public OldsEntry opened(long at, long bsn, long lsn) {
        return new OldsEntry(imsid, olds, Status.ACTIVE, at, 0, bsn, lsn, 0, 0);
    }

    public OldsEntry closed(long at, long bsn, long lsn) {
        return new OldsEntry(imsid, olds, Status.ARC_NEEDED, start, at, firstBsn, firstLsn, bsn, lsn);
    }

    public OldsEntry archived() {
        return new OldsEntry(imsid, olds, Status.AVAILABLE, start, stop, firstBsn, firstLsn, lastBsn, lastLsn);
    }

    public String primaryDdname() {
        return String.format("DFSOLP%02d", olds);
    }

    public String secondaryDdname() {
        return String.format("DFSOLS%02d", olds);
    }
}
