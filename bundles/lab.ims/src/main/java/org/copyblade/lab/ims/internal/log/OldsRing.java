package org.copyblade.lab.ims.internal.log;

/** Who decides which online log data set is written next, and remembers it before it is. */
public interface OldsRing {

    /**
     * What is known of one when it is closed.
     *
     * @param olds its number
     * @param lastBsn its last block
     * @param lastLsn its last record
     * @param tod when
     */
    record End(int olds, long lastBsn, long lastLsn, long tod) {}

    /**
     * Closes one and opens another.
     *
     * @return the number of the one that is open then
     * @throws OldsShortage if there is none
     */
    int next(End end) throws OldsShortage;
}
