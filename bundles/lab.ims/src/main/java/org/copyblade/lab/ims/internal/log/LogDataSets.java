package org.copyblade.lab.ims.internal.log;

import java.util.ArrayList;
import java.util.List;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.VolumeSet;

/**
 * The log data sets of a member, found on its volumes: pairs of online logs, and two write-ahead data sets.
 *
 * @param imsid of the member
 */
public record LogDataSets(String imsid, List<BlockFile> primaries, List<BlockFile> secondaries, List<BlockFile> wads) {

    public static LogDataSets of(VolumeSet volumes, LogNames names) {
        List<BlockFile> primaries = new ArrayList<>();
        List<BlockFile> secondaries = new ArrayList<>();
        for (int olds = 0; olds < names.pairs(); olds++) {
            primaries.add(volumes.require(names.primary(olds), OldsBlock.BYTES));
            secondaries.add(volumes.require(names.secondary(olds), OldsBlock.BYTES));
        }
        List<BlockFile> wads = new ArrayList<>();
        for (int number = 0; number < LogNames.WADS; number++) {
            wads.add(volumes.require(names.wads(number), WadsSegment.BYTES));
        }
        return new LogDataSets(names.imsid(), primaries, secondaries, wads);
    }

    /** Leaves a segment that belongs to no block in every write-ahead data set. */
    public void formatWads(long tod) {
        byte[] segment = new WadsSegment(imsid, 0, 0, 0, tod, new byte[0]).bytes();
        for (BlockFile one : wads) {
            for (int slot = 0; slot < WadsSegment.SLOTS; slot++) {
                one.write(slot, segment);
            }
        }
    }

    /** Blocks of each online log data set. */
    int blocks() {
        return primaries.get(0).blocks();
    }
}
