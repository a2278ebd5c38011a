package org.copyblade.linux.pool;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What a copy was on is not mounted, so nobody can tell whether it is there; nothing was done. */
public final class UnmountedException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    UnmountedException(Path path, String why, Path wordOfEnd) {
        super(path.toString(), null, why);
        hint = "mount it; if it is gone for good, say so by an empty file " + wordOfEnd;
    }

    /** What helps, for whoever reads the error. */
    public String hint() {
        return hint;
    }
}
