package org.copyblade.lab.array;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;

/**
 * The standard label of a CKD volume: 80 bytes in EBCDIC at the beginning of its first track. On a real volume it is the
 * third record of that track; the lab keeps the tracks' data without record gaps, keys and counts.
 */
public final class VolumeLabel {
    /** Length of a label in bytes. */
    public static final int BYTES = 80;

    static final Charset EBCDIC = Charset.forName("IBM037");

    private VolumeLabel() {}

    /** The beginning of a first track: {@code VOL1}, the serial, and where the VTOC is (cylinder 0, track 1, record 1). */
    public static byte[] track(String volser) {
        byte[] label = new byte[BYTES];
        Arrays.fill(label, EBCDIC.encode(" ").get());
        put(label, 0, "VOL1");
        put(label, 4, String.format("%-6s", volser));
        System.arraycopy(new byte[] {0, 0, 0, 1, 1}, 0, label, 11, 5);
        return label;
    }

    /** The serial that a first track begins with; empty if there is no label. */
    public static Optional<String> volser(Emulation emulation, byte[] track) {
        if (emulation != Emulation.CKD || !text(track, 0, 4).equals("VOL1")) {
            return Optional.empty();
        }
        return Optional.of(text(track, 4, 6).strip());
    }

    private static void put(byte[] label, int offset, String text) {
        byte[] bytes = text.getBytes(EBCDIC);
        System.arraycopy(bytes, 0, label, offset, bytes.length);
    }

    private static String text(byte[] track, int offset, int length) {
        return new String(track, offset, length, EBCDIC);
    }
}
