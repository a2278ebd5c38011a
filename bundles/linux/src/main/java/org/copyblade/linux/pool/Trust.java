package org.copyblade.linux.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.copyblade.linux.internal.LibC;

/**
 * Whose word this process takes for what lies in a pool: its own and that of root. What belongs to another user, or may be
 * written by others, could have been put there to be restored or removed; believing it, root would do with its own rights
 * what that user may not. Immutable.
 *
 * @param self number of the user as whom this process works with files
 */
record Trust(int self) {

    private static final int ROOT = 0;
    private static final int FORMAT = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int WRITABLE_FOR_OTHERS = 0022;

    static Trust ofThisProcess() {
        return new Trust(LibC.geteuid());
    }

    /** Whether there is anything of this name; that nobody can tell is an error and not a no. */
    static boolean isThere(Path path) throws IOException {
        try {
            Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    /**
     * Why what lies here could be the work of a stranger, or nothing. A group that may write is strangers, too: whoever is in
     * it, and with access lists whoever is not.
     */
    Optional<String> doubt(Path path) throws IOException {
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if ((mode & FORMAT) != DIRECTORY && (mode & FORMAT) != FILE) {
            return Optional.of("is neither a directory nor a file");
        }
        Optional<String> doubt = doubtOfOwner(path);
        return doubt.isEmpty() && (mode & WRITABLE_FOR_OTHERS) != 0
                ? Optional.of("can be written by others than its owner")
                : doubt;
    }

    boolean believes(int uid) {
        return uid == self || uid == ROOT;
    }

    /** Why it could be a stranger who has made this, which may be a link. */
    Optional<String> doubtOfOwner(Path path) throws IOException {
        int uid = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (believes(uid)) {
            return Optional.empty();
        }
        return Optional.of("belongs to user " + Integer.toUnsignedString(uid)
                + (self == ROOT ? ", not to root" : ", neither to root nor to the user of this process"));
    }

    /** Goes on only with what no stranger can have made or changed. */
    void require(Path path) throws IOException {
        Optional<String> doubt = doubt(path);
        if (doubt.isPresent()) {
            throw new UntrustedException(path, doubt.orElseThrow());
        }
    }
}
