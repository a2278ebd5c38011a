package org.copyblade.blade.shadowimage.internal.array;

/**
 * How a pair is to be made.
 *
 * @param group its group
 * @param name within the group, where pairs have names
 * @param pvol number of the source
 * @param svol number of the target
 * @param mirrorUnit of the source, where the storage does not choose it
 * @param pace of the copy, 1 to 15
 * @param dataReduction has a volume capacity saving?
 */
public record NewPair(
        GroupName group, String name, int pvol, int svol, int mirrorUnit, int pace, boolean dataReduction) {}
