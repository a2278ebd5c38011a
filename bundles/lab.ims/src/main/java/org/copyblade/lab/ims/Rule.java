package org.copyblade.lab.ims;

/** What must hold on a copy that is restartable. */
public enum Rule {
    /** Write-ahead: no database block is ahead of the log of its member. */
    I1,
    /** Atomic and durable: exactly the committed units are in the databases. */
    I2,
    /** Sequence: logs without a gap, whole blocks, write-ahead data sets that belong to them. */
    I3,
    /** Money: what there is, less what was deposited, is what there was at first. */
    I4,
    /** Sharing: the versions of each record follow each other over the logs of all members. */
    I5,
    /** Control: RECON fits the logs, both copies of it each other, and the data sets are where it says. */
    I6,
    /** Repository: the log ends where it was said to end. */
    I7,
    /** Forward recovery: data and later logs give the state of any time. */
    I8
}
