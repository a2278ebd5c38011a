package org.copyblade.lab.ims.internal.log;

import java.nio.ByteBuffer;
import org.copyblade.lab.ims.internal.disk.Text;

/**
 * Body of a record of types 5050, 5950 and 4C00: one database record before and after.
 *
 * @param dbd database
 * @param ddn its data set
 * @param block where
 * @param offset first byte within the block
 * @param before what was there; empty for an area
 * @param after what is there then
 * @param oldVersion version of the database record before
 * @param newVersion version of it after
 * @param previousLsn the unit's change before this one, 0 for none; of a backout, the change it takes back
 */
public record Change(
        String dbd,
        String ddn,
        int block,
        int offset,
        byte[] before,
        byte[] after,
        int oldVersion,
        int newVersion,
        long previousLsn) {
    private static final int FIXED_BYTES = 42;

    /** A database record, by its place. */
    public record Place(String dbd, String ddn, int block, int offset) {}

    public Place place() {
        return new Place(dbd, ddn, block, offset);
    }

    /** The change that takes this one back, whose record has that sequence number. */
    public Change reversed(long lsn) {
        return new Change(dbd, ddn, block, offset, after, before, newVersion, oldVersion, lsn);
    }

    public byte[] body() {
        ByteBuffer to = ByteBuffer.allocate(FIXED_BYTES + before.length + after.length);
        Text.put(to, dbd, 8);
        Text.put(to, ddn, 8);
        to.putInt(block).putShort((short) offset).putShort((short) after.length).putShort((short) before.length);
        to.putInt(oldVersion).putInt(newVersion).putLong(previousLsn);
        return to.put(before).put(after).array();
    }

    public static Change of(LogRecord record) {
        ByteBuffer from = ByteBuffer.wrap(record.body());
        String dbd = Text.get(from, 8);
        String ddn = Text.get(from, 8);
        int block = from.getInt();
        int offset = from.getShort();
        byte[] after = new byte[from.getShort()];
        byte[] before = new byte[from.getShort()];
        int oldVersion = from.getInt();
        int newVersion = from.getInt();
        long previousLsn = from.getLong();
        from.get(before).get(after);
        return new Change(dbd, ddn, block, offset, before, after, oldVersion, newVersion, previousLsn);
    }
}
