package org.copyblade.linux.pool;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Something in a pool could have been put there by a stranger, so nothing is known of it and nothing was done with it. */
public final class UntrustedException extends FileSystemException {

    private static final long serialVersionUID = 1L;

    /** What helps, for whoever reads the error. */
    public static final String HINT = "if it is yours, give it to the user of this process and take the right to write"
            + " it from everybody else; else move it away";

    UntrustedException(Path path, String why) {
        super(path.toString(), null, why);
    }
}
