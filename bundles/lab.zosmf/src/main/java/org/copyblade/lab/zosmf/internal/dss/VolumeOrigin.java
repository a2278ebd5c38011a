package org.copyblade.lab.zosmf.internal.dss;

import java.nio.charset.Charset;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.HostVolume;

/**
 * Whose copy a volume is that was copied with DUMPCONDITIONING. Kept in the owner's field of its label, because the names of
 * VTOC index and VVDS, which tell it on a real volume, are not there.
 */
final class VolumeOrigin {
    private static final Charset EBCDIC = Charset.forName("IBM037");
    private static final int PLACE = 37;
    private static final String MARK = "OF ";
    private static final int LENGTH = MARK.length() + 6;

    private VolumeOrigin() {}

    /** The volume whose content this is, if it is not its own. */
    static Optional<String> of(HostVolume volume) throws ArrayException {
        String field = new String(volume.read(0), PLACE, LENGTH, EBCDIC);
        return field.startsWith(MARK)
                ? Optional.of(field.substring(MARK.length()).strip())
                : Optional.empty();
    }

    /** A label that names the origin, unless that is the volume itself. */
    static byte[] put(byte[] label, String volser, String origin) {
        if (!volser.equals(origin)) {
            byte[] field = "%s%-6s".formatted(MARK, origin).getBytes(EBCDIC);
            System.arraycopy(field, 0, label, PLACE, field.length);
        }
        return label;
    }
}
