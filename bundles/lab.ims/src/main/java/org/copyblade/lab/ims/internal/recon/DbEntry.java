package org.copyblade.lab.ims.internal.recon;

import java.util.List;

/**
 * A database as RECON knows it.
 *
 * @param dbd its name
 * @param number given when it was registered
 * @param fastPath is it a DEDB?
 * @param prohibited may nobody be authorized?
 * @param backoutNeeded do changes wait to be backed out?
 * @param authorized members that have it open
 * @param dataSets its data sets or areas
 */
public record DbEntry(
        String dbd,
        int number,
        boolean fastPath,
        boolean prohibited,
        boolean backoutNeeded,
        List<String> authorized,
        List<DbdsEntry> dataSets) {

    public DbEntry {
        authorized = List.copyOf(authorized);
        dataSets = List.copyOf(dataSets);
    }

    public DbEntry withProhibited(boolean now) {
        return new DbEntry(dbd, number, fastPath, now, backoutNeeded, authorized, dataSets);
    }

    public DbEntry withAuthorized(List<String> now) {
        return new DbEntry(dbd, number, fastPath, prohibited, backoutNeeded, now, dataSets);
    }

    public DbEntry withDataSets(List<DbdsEntry> now) {
        return new DbEntry(dbd, number, fastPath, prohibited, backoutNeeded, authorized, now);
    }
}
