package org.copyblade.lab.ims.internal.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.copyblade.lab.ims.internal.disk.Crc;
import org.copyblade.lab.ims.internal.disk.Text;

/**
 * A segment of a write-ahead data set, 4096 bytes: part of a log block that is not full yet.
 *
 * @param olds where the block will go
 * @param bsn number of the block; 0 in what formatting leaves
 * @param number of the segment within the block
 */
record WadsSegment(String imsid, int olds, long bsn, int number, long tod, byte[] payload) {
    static final int BYTES = 4096;
    private static final int MAGIC = 0xE6C1C4E2; // WADS
    private static final int HEADER = 40;
    static final int PAYLOAD_BYTES = BYTES - HEADER - 4;
    /** Segments that a block can have. */
    static final int OF_A_BLOCK = (OldsBlock.PAYLOAD_BYTES + PAYLOAD_BYTES - 1) / PAYLOAD_BYTES;
    /** Blocks whose segments are in the ring at once. */
    private static final int RING_BLOCKS = 2;
    /** Slots of the ring: each segment has two, so that the next writing of one never spoils what is durable. */
    static final int SLOTS = RING_BLOCKS * OF_A_BLOCK * 2;

    static int slot(long bsn, int number, int writing) {
        return (int) (bsn % RING_BLOCKS) * OF_A_BLOCK * 2 + number * 2 + writing % 2;
    }

    byte[] bytes() {
        ByteBuffer to = ByteBuffer.allocate(BYTES);
        to.putInt(MAGIC);
        Text.put(to, imsid, 8);
        to.putInt(olds).putLong(bsn).putInt(number).putLong(TodClock.stck(tod)).putInt(payload.length);
        to.put(payload);
        to.putInt(BYTES - 4, Crc.of(to.array(), 0, BYTES - 4));
        return to.array();
    }

    static Optional<WadsSegment> parse(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        if (from.getInt() != MAGIC || from.getInt(BYTES - 4) != Crc.of(bytes, 0, BYTES - 4)) {
            return Optional.empty();
        }
        String imsid = Text.get(from, 8);
        int olds = from.getInt();
        long bsn = from.getLong();
        int number = from.getInt();
        long tod = TodClock.ofStck(from.getLong());
        int length = from.getInt();
        return Optional.of(
                new WadsSegment(imsid, olds, bsn, number, tod, Arrays.copyOfRange(bytes, HEADER, HEADER + length)));
    }
}
