package org.copyblade.lab.ims.internal.member;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.Crc;
import org.copyblade.lab.ims.internal.disk.Text;

/**
 * What the restart data set of a member says: where a restart begins to read. Two blocks are written in turns.
 *
 * @param imsid the member
 * @param number of the checkpoint
 * @param checkpointLsn its first record
 * @param restartLsn oldest record that a restart needs
 * @param tod when it was
 */
record RestartPoint(String imsid, long number, long checkpointLsn, long restartLsn, long tod) {
    static final int BLOCK_BYTES = 4096;
    private static final int MAGIC = 0xD9C4E240; // RDS
    private static final int BYTES = 48;

    /** The newest that a data set holds; empty if it holds none. */
    static Optional<RestartPoint> read(BlockFile file) {
        Optional<RestartPoint> one = parse(file.read(0));
        Optional<RestartPoint> two = parse(file.read(1));
        if (one.isPresent() && two.isPresent()) {
            return one.get().number > two.get().number ? one : two;
        }
        return one.isPresent() ? one : two;
    }

    void write(BlockFile file) {
        ByteBuffer to = ByteBuffer.allocate(BYTES);
        to.putInt(MAGIC);
        Text.put(to, imsid, 8);
        to.putLong(number).putLong(checkpointLsn).putLong(restartLsn).putLong(tod);
        to.putInt(Crc.of(to.array(), 0, BYTES - 4));
        file.write((int) (number % 2), to.array());
    }

    private static Optional<RestartPoint> parse(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        if (from.getInt() != MAGIC || from.getInt(BYTES - 4) != Crc.of(bytes, 0, BYTES - 4)) {
            return Optional.empty();
        }
        return Optional.of(
                new RestartPoint(Text.get(from, 8), from.getLong(), from.getLong(), from.getLong(), from.getLong()));
    }
}
