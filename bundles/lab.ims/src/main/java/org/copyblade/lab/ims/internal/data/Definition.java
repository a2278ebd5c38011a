package org.copyblade.lab.ims.internal.data;

import java.util.List;

/**
 * A database of the ledger.
 *
 * @param dbd its name
 * @param ddn of its data set, or name of its area
 * @param organisation HDAM, HIDAM or DEDB
 * @param access OSAM or VSAM
 * @param use what the ledger keeps in it
 */
public record Definition(String dbd, String ddn, String organisation, String access, Use use) {

    /** What the ledger keeps in a database. */
    public enum Use {
        /** Money: the sum over all of these is what was deposited, and what there was at first. */
        BALANCES,
        /** Record 0 says what there was at first, the others what was deposited. */
        CONTROL,
        /** Who deposited what last. */
        JOURNAL
    }

    /** All of them. */
    public static final List<Definition> LEDGER = List.of(
            new Definition("ACCT0001", "ACCTDD1", "HDAM", "OSAM", Use.BALANCES),
            new Definition("ACCT0002", "ACCTDD2", "HDAM", "OSAM", Use.BALANCES),
            new Definition("CTRL0001", "CTRLDD1", "HIDAM", "VSAM", Use.CONTROL),
            new Definition("JRNL0001", "JRNLDD1", "HDAM", "OSAM", Use.JOURNAL),
            new Definition("TLRA0001", "TLRAREA1", "DEDB", "VSAM", Use.BALANCES),
            new Definition("TLRA0002", "TLRAREA2", "DEDB", "VSAM", Use.BALANCES));

    /** Logged without what was there before, and written after the commit. */
    public boolean isFastPath() {
        return organisation.equals("DEDB");
    }

    public String dsn(String prefix) {
        return prefix + ".DB." + dbd;
    }
}
