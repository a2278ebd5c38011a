package org.copyblade.lab.ims.internal.disk;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who makes and deletes data sets. Called by one at a time; it may have died in the midst of a call before. */
public interface Space {

    /**
     * A data set to be made.
     *
     * @param name its name
     * @param blockBytes length of its blocks
     * @param vsam is it VSAM, or a sequential data set of blocks?
     * @param tracks how many on which volume
     */
    record Wanted(String name, int blockBytes, boolean vsam, SortedMap<String, Integer> tracks) {

        public static Wanted on(String volser, String name, int blockBytes, boolean vsam, int tracks) {
            SortedMap<String, Integer> one = new TreeMap<>();
            one.put(volser, tracks);
            return new Wanted(name, blockBytes, vsam, one);
        }
    }

    /**
     * Makes one that is on none of the volumes, whatever else a death has left of it.
     *
     * @throws DiskFailure if it cannot
     */
    void allocate(Wanted wanted);

    /**
     * Deletes all that there is of one.
     *
     * @param volsers the volumes that have something of it
     * @throws DiskFailure if it cannot
     */
    void delete(String name, List<String> volsers);
}
