package org.copyblade.lab.vsp.internal;

import java.util.OptionalInt;

/**
 * A ShadowImage pair as the array remembers it. How far its copy is, is asked of the relation of its volumes.
 *
 * @param group name of its copy group
 * @param pvolGroup device group of the P-VOLs
 * @param svolGroup device group of the S-VOLs
 * @param name within the group
 * @param pvol number of the source
 * @param svol number of the target
 * @param mirrorUnit of the source
 * @param consistencyGroup if it is in one
 * @param pace of its copy, 1 to 15
 * @param order the last one it was given
 */
record Pair(
        String group,
        String pvolGroup,
        String svolGroup,
        String name,
        int pvol,
        int svol,
        int mirrorUnit,
        OptionalInt consistencyGroup,
        int pace,
        Order order) {

    /** What a pair was last told to do. */
    enum Order {
        /** To follow, for the first time or after a loss. */
        CREATE,
        /** To follow again with the differences. */
        RESYNC,
        /** The same, shown as done at once. */
        QUICK_RESYNC,
        /** To keep the image, usable before it is copied. */
        QUICK_SPLIT,
        /** To keep the image, usable when it is copied. */
        SPLIT,
        /** To copy back. */
        RESTORE,
        /** It was suspended by failure or force; nothing is known of its differences. */
        SUSPEND
    }

    String groupId() {
        return group + "," + pvolGroup + "," + svolGroup;
    }

    String id() {
        return groupId() + "," + name;
    }

    Pair told(Order next) {
        return with(pace, next);
    }

    Pair with(int otherPace, Order next) {
        return new Pair(group, pvolGroup, svolGroup, name, pvol, svol, mirrorUnit, consistencyGroup, otherPace, next);
    }

    boolean uses(int ldev) {
        return pvol == ldev || svol == ldev;
    }

    /** As volumes of the array below are named. */
    static String volume(int ldev) {
        return String.format("%04X", ldev);
    }

    String source() {
        return volume(pvol);
    }

    String target() {
        return volume(svol);
    }
}
