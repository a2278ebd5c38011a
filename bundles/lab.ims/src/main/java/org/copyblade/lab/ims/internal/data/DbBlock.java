package org.copyblade.lab.ims.internal.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.copyblade.lab.ims.internal.disk.Crc;
import org.copyblade.lab.ims.internal.disk.Text;

/**
 * A database block of 4096 bytes: header, records, and at its end the header's sequence again and a sum, so that one that
 * was written in parts is recognised. Used by one thread.
 */
public final class DbBlock {
    public static final int BYTES = 4096;
    private static final int MAGIC = 0xC9D4C4C2; // IMDB
    private static final int PAGE_LSN = 16;
    private static final int MEMBER = 24;
    private static final int SEQUENCE = 32;
    private static final int RECORDS = 64;
    private static final int TAIL = BYTES - 8;
    public static final int RECORDS_IN_A_BLOCK = (TAIL - RECORDS) / DbRecord.BYTES;

    private final ByteBuffer bytes;

    private DbBlock(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public static DbBlock create(String dbd, int block) {
        DbBlock made = new DbBlock(new byte[BYTES]);
        made.bytes.putInt(MAGIC);
        Text.put(made.bytes, dbd, 8);
        made.bytes.putInt(block);
        made.bytes.position(MEMBER);
        Text.put(made.bytes, "", 8);
        return made;
    }

    /** The block that these bytes are; empty if they are none, or one that was written in parts. */
    public static Optional<DbBlock> of(byte[] bytes) {
        DbBlock block = new DbBlock(bytes);
        boolean whole = block.bytes.getInt(0) == MAGIC
                && block.bytes.getInt(SEQUENCE) == block.bytes.getInt(TAIL)
                && block.bytes.getInt(TAIL + 4) == Crc.of(bytes, 0, TAIL + 4);
        for (int number = 0; whole && number < RECORDS_IN_A_BLOCK; number++) {
            whole = DbRecord.isWhole(bytes, offset(number));
        }
        return whole ? Optional.of(block) : Optional.empty();
    }

    public static int offset(int number) {
        return RECORDS + number * DbRecord.BYTES;
    }

    /** Database that it says it belongs to. */
    public String dbd() {
        ByteBuffer from = bytes.duplicate();
        from.position(4);
        return Text.get(from, 8);
    }

    public int number() {
        return bytes.getInt(12);
    }

    /** Log record of the last change in it, in the log of {@link #member}. */
    public long pageLsn() {
        return bytes.getLong(PAGE_LSN);
    }

    /** Who changed it last; empty if nobody has. */
    public String member() {
        ByteBuffer from = bytes.duplicate();
        from.position(MEMBER);
        return Text.get(from, 8);
    }

    public byte[] record(int offset) {
        return Arrays.copyOfRange(bytes.array(), offset, offset + DbRecord.BYTES);
    }

    /** Puts a record of a load in its place. */
    public void load(int number, DbRecord record) {
        bytes.put(offset(number), record.bytes());
    }

    /** Puts a record in its place, changed by that log record of that member. */
    public void put(int offset, byte[] record, String member, long lsn) {
        bytes.put(offset, record);
        bytes.putLong(PAGE_LSN, lsn);
        ByteBuffer to = bytes.duplicate();
        to.position(MEMBER);
        Text.put(to, member, 8);
    }

    /** As it is written: with the next sequence and its sum. */
    public byte[] seal() {
        int sequence = bytes.getInt(SEQUENCE) + 1;
        bytes.putInt(SEQUENCE, sequence);
        bytes.putInt(TAIL, sequence);
        bytes.putInt(TAIL + 4, Crc.of(bytes.array(), 0, TAIL + 4));
        return bytes.array().clone();
    }
}
