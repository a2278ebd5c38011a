package org.copyblade.blade.shadowimage.internal.array;

import java.util.Objects;

/**
 * A copy group and its two device groups.
 *
 * @param group its name
 * @param pvols name of the device group of the P-VOLs
 * @param svols name of the device group of the S-VOLs
 */
public record GroupName(String group, String pvols, String svols) {

    public GroupName {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(pvols, "pvols");
        Objects.requireNonNull(svols, "svols");
    }

    /** With the device groups that it has unless somebody names others. */
    public static GroupName of(String group) {
        return new GroupName(group, group + "P_", group + "S_");
    }

    /** As paths name it. */
    public String id() {
        return group + "," + pvols + "," + svols;
    }

    @Override
    public String toString() {
        return group;
    }
}
