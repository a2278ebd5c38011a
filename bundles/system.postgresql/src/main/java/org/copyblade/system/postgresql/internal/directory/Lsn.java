package org.copyblade.system.postgresql.internal.directory;

import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;

/**
 * A byte position in the log.
 *
 * @param value unsigned
 */
public record Lsn(long value) implements Comparable<Lsn> {

    /** Reads the form that the server writes: two hexadecimal halves. */
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("'" + text + "' is no log position");
        }
        long high = Long.parseLong(text.substring(0, slash), 16);
        long low = Long.parseLong(text.substring(slash + 1), 16);
        return new Lsn(high << 32 | low);
    }

    /** The position in one history. */
    public Position in(Epoch epoch) {
        return new Position(toString(), value, epoch);
    }

    /** Number of the segment that holds the byte at this position. */
    public long segment(int segmentBytes) {
        return Long.divideUnsigned(value, segmentBytes);
    }

    /** File name of a segment: timeline, then the number split as if segments made up files of 4 GiB. */
    public static String segmentName(int timeline, long segment, int segmentBytes) {
        long perFile = 0x1_0000_0000L / segmentBytes;
        return String.format("%08X%08X%08X", timeline, segment / perFile, segment % perFile);
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return String.format("%X/%X", value >>> 32, value & 0xFFFF_FFFFL);
    }
}
