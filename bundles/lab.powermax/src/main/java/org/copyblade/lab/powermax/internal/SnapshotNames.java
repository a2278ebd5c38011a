package org.copyblade.lab.powermax.internal;

/** The form of a snapshot's name. Pure. */
final class SnapshotNames {

    private SnapshotNames() {}

    static String require(String name) throws Refusal {
        if (!name.matches("[A-Za-z0-9_-]{1,32}")) {
            throw Refusal.malformed("'" + name + "' is no name of a snapshot");
        }
        return name;
    }
}
