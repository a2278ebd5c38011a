package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
                    "REFLINK-UNMOUNTED",
                    text,
                    unmounted.hint(),
                    recovery == Recovery.RETRY ? Recovery.ASK_OPERATOR : recovery);
        }
        if (cause instanceof UntrustedException) {
            return new BladeException(
                    "REFLINK-UNTRUSTED",
                    text,
                    UntrustedException.HINT,
                    recovery == Recovery.RETRY ? Recovery.ASK_OPERATOR : recovery);
        }
        if (cause instanceof ErrnoException errno && errno.isNoSpace()
                || words(cause).contains("No space left")) {
            return new BladeException(
                    "REFLINK-NOSPACE", text, "free space on the filesystem of the target pool, or withdraw", recovery);
        }
        if (cause instanceof ErrnoException errno && errno.errno() == Errno.EROFS
                || words(cause).contains("Read-only")) {
            return new BladeException(
                    "REFLINK-READONLY",
                    text,
                    "mount the filesystem for writing",
                    recovery == Recovery.RETRY ? Recovery.FIX_REQUEST : recovery);
        }
        return new BladeException(
                "REFLINK-IO", text, "look at the filesystem and at the rights of this user", recovery);
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
        return new BladeException(
                "REFLINK-STATE",
                "cannot " + doing + " " + group + ": " + why,
                "ask for the state of the copy first",
                Recovery.FIX_REQUEST);
    }

    /** A restore would write and delete in what is mounted there; nothing more has happened. */
    static BladeException mountedInside(CopyGroupId group, Path point) {
        return new BladeException(
                "REFLINK-MOUNTED",
                "cannot restore " + group + ": something is mounted inside the source at " + point,
                "unmount it, then repeat the restore",
                Recovery.FIX_REQUEST);
    }

    /** The source is not what it was; nothing more has happened. */
    static BladeException bare(String doing, CopyGroupId group, Path point) {
        return new BladeException(
                "REFLINK-UNMOUNTED",
                "cannot " + doing + " " + group + ": nothing is mounted at " + point + ", where a source was mounted",
                bareHint(point),
                Recovery.FIX_REQUEST);
    }

    static String bareHint(Path point) {
        return "mount it; if the data is to lie there without a filesystem of its own: mount --bind " + point + " "
                + point;
    }

    /** No clone can be made whole there; nothing was written. */
    static BladeException noSpaceForClone(CopyGroupId group, Path pool, long needed, long free) {
        return new BladeException(
                "REFLINK-NOSPACE",
                "cannot expose " + group + " for writing: its blocks cannot be shared, so the clone needs " + needed
                        + " bytes, and " + free + " are free at " + pool,
                "conceal other clones, withdraw copies, or free space on the filesystem of the target pool",
                Recovery.FIX_REQUEST);
    }

    static BladeException lookFirst(String doing, CopyGroupId group, String why) {
        return new BladeException(
                "REFLINK-STATE",
                "cannot " + doing + " " + group + ": " + why,
                "ask for the state of the copy first",
                Recovery.LOOK_FIRST);
    }

    static BladeException taken(CopyGroupId group, Object path) {
        return new BladeException(
                "REFLINK-TAKEN",
                "cannot prepare " + group + ": " + path + " exists and is not ours",
                "move it away or name another target pool",
                Recovery.FIX_REQUEST);
    }

    static BladeException member(CopyGroupId group, String member) {
        return new BladeException(
                "REFLINK-MEMBER",
                "group " + group + " has no member " + member,
                "use the names of the group",
                Recovery.FIX_REQUEST);
    }

    static BladeException request(CopyGroupId group, String why, String hint) {
        return new BladeException("REFLINK-REQUEST", "cannot copy " + group + ": " + why, hint, Recovery.FIX_REQUEST);
    }

    static BladeException binding(String why) {
        return new BladeException(
                "REFLINK-BINDING", "cannot read the binding: " + why, "use a newer blade", Recovery.ASK_OPERATOR);
    }

    static BladeException deadline(String doing, CopyGroupId group, Recovery recovery) {
        return new BladeException(
                "REFLINK-DEADLINE",
                "cannot " + doing + " " + group + ": the deadline has passed or the call was cancelled",
                "give it more time",
                recovery);
    }
}
