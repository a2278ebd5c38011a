package org.copyblade.linux;

import com.sun.jna.Memory;
import java.util.HexFormat;

/** What a filesystem says it is, the same on every machine and after every start, unlike the number of its device. */
public final class FilesystemId {

    private static final long ANY = 0x80111500L;
    private static final long XFS = 0x8070587CL;
    private static final long BTRFS = 0x8400941FL;
    private static final int ID_BYTES = 16;

    private FilesystemId() {}

    /** The id of what is mounted there; empty if it tells none, or not to this user. */
    public static String of(Mount mount) {
        String any = read(mount, ANY, 17, 1);
        if (!any.isEmpty()) {
            return any;
        }
        // Kernels before 6.9 have a question of its own for each type.
        return switch (mount.type()) {
            case "xfs" -> read(mount, XFS, 112, 64);
            case "btrfs" -> read(mount, BTRFS, 1024, 16);
            default -> "";
        };
    }

    private static String read(Mount mount, long request, int bytes, int at) {
        try (FileCalls calls = new FileCalls();
                Memory answer = new Memory(bytes)) {
            answer.clear();
            int open = calls.openDirectory(mount.point());
            try {
                calls.control(open, request, answer, RawName.of(mount.point()));
            } finally {
                calls.close(open);
            }
            return HexFormat.of().formatHex(answer.getByteArray(at, ID_BYTES));
        } catch (ErrnoException notOffered) {
            return "";
        }
    }
}
