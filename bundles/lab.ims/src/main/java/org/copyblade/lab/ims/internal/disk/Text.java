package org.copyblade.lab.ims.internal.disk;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/** Names in fields of a fixed length, in EBCDIC and padded with blanks, as z/OS keeps them. */
public final class Text {
    private static final Charset EBCDIC = Charset.forName("IBM037");
    private static final byte BLANK = 0x40;

    private Text() {}

    public static void put(ByteBuffer to, String text, int length) {
        byte[] bytes = text.getBytes(EBCDIC);
        int used = Math.min(bytes.length, length);
        to.put(bytes, 0, used);
        for (int place = used; place < length; place++) {
            to.put(BLANK);
        }
    }

    public static String get(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, EBCDIC).strip();
    }
}
