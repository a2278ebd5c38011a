package org.copyblade.lab.ims.internal.log;

/**
 * Names of the log data sets of a member.
 *
 * @param prefix first qualifier
 * @param imsid the member
 * @param pairs how many pairs of online logs there are
 */
public record LogNames(String prefix, String imsid, int pairs) {
    static final int WADS = 2;

    /** Tracks that a write-ahead data set needs. */
    public static final int WADS_TRACKS = (WadsSegment.SLOTS + 12) / 13;

    public String primary(int olds) {
        return String.format("%s.%s.OLDSP%02d", prefix, imsid, olds);
    }

    public String secondary(int olds) {
        return String.format("%s.%s.OLDSS%02d", prefix, imsid, olds);
    }

    public String wads(int number) {
        return prefix + "." + imsid + ".WADS" + number;
    }

    public String restart() {
        return prefix + "." + imsid + ".RDS";
    }
}
