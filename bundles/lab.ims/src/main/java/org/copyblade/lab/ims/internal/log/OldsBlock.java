package org.copyblade.lab.ims.internal.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.copyblade.lab.ims.internal.disk.Crc;
import org.copyblade.lab.ims.internal.disk.Text;

/**
 * A block of an online log data set, 8 x 4096 bytes: header, records, and at its end the sequence number again and a sum.
 *
 * @param state whether the rest means anything
 * @param bsn sequence number of the block; kept also where the block is broken, if its header can be read
 * @param previousSum sum of the block before
 */
record OldsBlock(State state, String imsid, int olds, long bsn, long tod, int previousSum, int sum, byte[] payload) {
    static final int BYTES = 8 * 4096;
    private static final int MAGIC = 0xD6D3C4E2; // OLDS
    private static final int HEADER = 40;
    private static final int FOOTER = 12;
    static final int PAYLOAD_BYTES = BYTES - HEADER - FOOTER;

    enum State {
        /** Never written. */
        EMPTY,
        VALID,
        /** Written, but not as it was meant. */
        BROKEN
    }

    static byte[] build(String imsid, int olds, long bsn, long tod, int previousSum, byte[] records, int used) {
        ByteBuffer block = ByteBuffer.allocate(BYTES);
        block.putInt(MAGIC);
        Text.put(block, imsid, 8);
        block.putInt(olds).putLong(bsn).putInt(used).putLong(TodClock.stck(tod)).putInt(previousSum);
        block.put(records, 0, used);
        block.putLong(BYTES - FOOTER, bsn);
        block.putInt(BYTES - 4, Crc.of(block.array(), 0, BYTES - 4));
        return block.array();
    }

    static OldsBlock parse(byte[] bytes) {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        if (block.getInt() != MAGIC) {
            return none(isBlank(bytes) ? State.EMPTY : State.BROKEN, 0);
        }
        String imsid = Text.get(block, 8);
        int olds = block.getInt();
        long bsn = block.getLong();
        int used = block.getInt();
        long tod = TodClock.ofStck(block.getLong());
        int previousSum = block.getInt();
        int sum = block.getInt(BYTES - 4);
        boolean whole = block.getLong(BYTES - FOOTER) == bsn
                && sum == Crc.of(bytes, 0, BYTES - 4)
                && used >= 0
                && used <= PAYLOAD_BYTES;
        return whole
                ? new OldsBlock(
                        State.VALID,
                        imsid,
                        olds,
                        bsn,
                        tod,
                        previousSum,
                        sum,
                        Arrays.copyOfRange(bytes, HEADER, HEADER + used))
                : none(State.BROKEN, bsn);
    }

    boolean isValid() {
        return state == State.VALID;
    }

    private static OldsBlock none(State state, long bsn) {
        return new OldsBlock(state, "", 0, bsn, 0, 0, 0, new byte[0]);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte value : bytes) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
