package org.copyblade.lab.ims.internal.data;

import java.nio.ByteBuffer;
import org.copyblade.lab.ims.internal.disk.Crc;
import org.copyblade.lab.ims.internal.log.UnitToken;

/**
 * A database record of 64 bytes.
 *
 * @param key its number within the database
 * @param balance an amount
 * @param version grows by one with each change
 * @param token unit that made the last change
 * @param lsn of the log record of that change, in the log of the token's member
 */
public record DbRecord(long key, long balance, int version, UnitToken token, long lsn) {
    public static final int BYTES = 64;

    public byte[] bytes() {
        ByteBuffer to = ByteBuffer.allocate(BYTES);
        to.putLong(key).putLong(balance).putInt(version);
        token.put(to);
        to.putLong(lsn);
        to.putInt(BYTES - 4, Crc.of(to.array(), 0, BYTES - 4));
        return to.array();
    }

    public static DbRecord of(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        return new DbRecord(from.getLong(), from.getLong(), from.getInt(), UnitToken.get(from), from.getLong());
    }

    static boolean isWhole(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes).getInt(offset + BYTES - 4) == Crc.of(bytes, offset, BYTES - 4);
    }
}
