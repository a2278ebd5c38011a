package org.copyblade.linux;

import java.io.IOException;

/** The kernel refused a call. Text: what on what, and why. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    public ErrnoException(String what, int errno) {
        super(what + ": " + Errno.words(errno));
        this.errno = errno;
    }

    /** The number, see {@link Errno}. */
    public int errno() {
        return errno;
    }

    /** Whether space or quota ran out. */
    public boolean isNoSpace() {
        return errno == Errno.ENOSPC || errno == Errno.EDQUOT;
    }

    /** Whether the two files cannot share blocks, though a byte-by-byte copy may work. */
    public boolean isNoReflink() {
        return errno == Errno.EXDEV || errno == Errno.EOPNOTSUPP || errno == Errno.ENOTTY || errno == Errno.EINVAL;
    }
}
