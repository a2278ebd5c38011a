package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.pool.UnmountedException;
import org.copyblade.linux.pool.UntrustedException;

/** The errors of this blade, one factory per kind. */
final class Failure {

    private Failure() {}

    /** The filesystem refused something. */
    static BladeException io(String doing, CopyGroupId group, IOException cause, Recovery recovery) {
        return io(doing + " " + group, cause, recovery);
    }

    /** The filesystem refused something that is about no single group. */
    static BladeException io(String doing, IOException cause, Recovery recovery) {
        String text = "cannot " + doing + ": " + words(cause);
        if (cause instanceof UnmountedException unmounted) {
            return new BladeException(
                    "BTRFS-UNMOUNTED",
                    text,
                    unmounted.hint(),
                    recovery == Recovery.RETRY ? Recovery.ASK_OPERATOR : recovery);
        }
        if (cause instanceof UntrustedException) {
            return new BladeException(
                    "BTRFS-UNTRUSTED",
                    text,
                    UntrustedException.HINT,
                    recovery == Recovery.RETRY ? Recovery.ASK_OPERATOR : recovery);
        }
        int errno = cause instanceof ErrnoException kernel ? kernel.errno() : 0;
        return switch (errno) {
            case Errno.ENOSPC, Errno.EDQUOT ->
                new BladeException(
                        "BTRFS-NOSPACE", text, "free space on the filesystem, or withdraw other copies", recovery);
            case Errno.EBUSY ->
                new BladeException(
                        "BTRFS-BUSY", text, "stop whoever uses the subvolume; fuser -vm shows them", Recovery.RETRY);
            case Errno.EPERM, Errno.EACCES ->
                new BladeException("BTRFS-RIGHTS", text, "the btrfs blade needs root", recovery);
            case Errno.ENOTEMPTY ->
                new BladeException(
                        "BTRFS-NESTED", text, "move subvolumes out that are inside it", Recovery.ASK_OPERATOR);
            default -> new BladeException("BTRFS-IO", text, "look at the filesystem and at the kernel log", recovery);
        };
    }

    private static String words(IOException cause) {
        if (cause instanceof NoSuchFileException absent) {
            return absent.getFile() + " does not exist";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** The call does not fit the state of the copy; nothing has happened. */
    static BladeException state(String doing, CopyGroupId group, String why) {
        return state(doing, group, why, Recovery.FIX_REQUEST);
    }

    static BladeException state(String doing, CopyGroupId group, String why, Recovery recovery) {
        return new BladeException(
                "BTRFS-STATE",
                "cannot " + doing + " " + group + ": " + why,
                "ask for the state of the copy first",
                recovery);
    }

    static BladeException taken(CopyGroupId group, Object path) {
        return new BladeException(
                "BTRFS-TAKEN",
                "cannot prepare " + group + ": " + path + " exists and is not ours",
                "move it away or name another target pool",
                Recovery.FIX_REQUEST);
    }

    static BladeException request(CopyGroupId group, String why, String hint) {
        return new BladeException("BTRFS-REQUEST", "cannot copy " + group + ": " + why, hint, Recovery.FIX_REQUEST);
    }

    static BladeException binding(String why) {
        return new BladeException(
                "BTRFS-BINDING", "cannot read the binding: " + why, "use a newer blade", Recovery.ASK_OPERATOR);
    }
}
