package org.copyblade.lab.array;

/**
 * A pool of a seed file.
 *
 * @param id such as P0
 * @param name given by the operator
 * @param type of its volumes
 * @param capacityMib its size in MiB
 * @param thresholdPercent free space at which a real system warns
 */
public record PoolSeed(String id, String name, Emulation type, long capacityMib, int thresholdPercent) {}
