package org.copyblade.lab.ims.internal.data;

/**
 * A block of a database.
 *
 * @param dbd database
 * @param block number within its data set
 */
public record BlockId(String dbd, int block) implements Comparable<BlockId> {

    @Override
    public int compareTo(BlockId other) {
        int byDatabase = dbd.compareTo(other.dbd);
        return byDatabase == 0 ? Integer.compare(block, other.block) : byDatabase;
    }
}
