package org.copyblade.lab.array;

/**
 * A pool of space, as it was when asked for.
 *
 * @param id such as P0; even numbers belong to node 0
 * @param name given by the operator
 * @param emulation of all its volumes
 * @param capacityBytes size
 * @param allocatedBytes taken by thick volumes as a whole and by space-efficient ones track by track
 * @param thresholdPercent free space at which a real system warns
 */
public record Pool(
        String id, String name, Emulation emulation, long capacityBytes, long allocatedBytes, int thresholdPercent) {

    public long availableBytes() {
        return Math.max(0, capacityBytes - allocatedBytes);
    }

    /** Node that drives it, by the parity of its number. */
    public int node() {
        return Integer.parseInt(id.substring(1)) % 2;
    }
}
