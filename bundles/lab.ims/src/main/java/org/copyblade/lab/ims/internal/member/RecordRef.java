package org.copyblade.lab.ims.internal.member;

import org.copyblade.lab.ims.internal.data.BlockId;
import org.copyblade.lab.ims.internal.data.DbBlock;

/**
 * A database record, by its place.
 *
 * @param dbd database
 * @param block of its data set
 * @param number of the record within the block
 */
public record RecordRef(String dbd, int block, int number) {

    BlockId blockId() {
        return new BlockId(dbd, block);
    }

    int offset() {
        return DbBlock.offset(number);
    }
}
