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
 * @param reorganizing does the cursor of an online reorganization stand in it? Nothing here reorganizes, but a command says so
 * @param authorized members that have it open
 * @param dataSets its data sets or areas
 */
public record DbEntry(
        String dbd,
        int number,
        boolean fastPath,
        boolean prohibited,
        boolean backoutNeeded,
        boolean reorganizing,
        List<String> authorized,
        List<DbdsEntry> dataSets) {

    public DbEntry {
        authorized = List.copyOf(authorized);
        dataSets = List.copyOf(dataSets);
    }

    public DbEntry withFlags(boolean nobodyAuthorized, boolean backout, boolean reorganization) {
        return new DbEntry(dbd, number, fastPath, nobodyAuthorized, backout, reorganization, authorized, dataSets);
    }

    public DbEntry withAuthorized(List<String> now) {
        return new DbEntry(dbd, number, fastPath, prohibited, backoutNeeded, reorganizing, now, dataSets);
    }

    public DbEntry withDataSets(List<DbdsEntry> now) {
        return new DbEntry(dbd, number, fastPath, prohibited, backoutNeeded, reorganizing, authorized, now);
    }
}
