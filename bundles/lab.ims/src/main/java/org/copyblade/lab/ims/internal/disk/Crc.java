package org.copyblade.lab.ims.internal.disk;

import java.util.zip.CRC32C;

/** Sums that tell whether bytes are those that were written. */
public final class Crc {

    private Crc() {}

    public static int of(byte[] bytes, int offset, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, offset, length);
        return (int) sum.getValue();
    }
}
