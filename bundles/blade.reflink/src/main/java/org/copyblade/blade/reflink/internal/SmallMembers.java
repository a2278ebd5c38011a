package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import org.copyblade.linux.RawName;

/**
 * Members of one group that are together so small that their bytes can be moved inside the window, where their blocks cannot be
 * shared: the configuration of a server on the root filesystem, beside its data on another one. Copying all of the data through
 * the host for their sake would leave no window at all. Counts what is moved; one thread.
 */
final class SmallMembers {

    /** A few milliseconds, because prepare has just read it. */
    private static final long MOST_BYTES = 1 << 20;

    private static final long MOST_FILES = 200;

    private long files;
    private long bytes;

    /** Whether one more may be among them. */
    boolean take(Survey survey) {
        return survey.complete() && survey.foreign().isEmpty() && fit(survey.files(), survey.bytes());
    }

    /**
     * Notes one more file, link or directory.
     *
     * @param path raw
     * @throws IOException if so many have come in since the group was planned that they cannot be moved inside a window
     */
    void oneMore(String path) throws IOException {
        require(fit(1, 0), path);
    }

    /** The same of bytes. */
    void move(long moreBytes, String path) throws IOException {
        require(fit(0, moreBytes), path);
    }

    private static void require(boolean fits, String path) throws IOException {
        if (!fits) {
            throw new IOException("since it was planned so much has come in at " + RawName.show(path)
                    + " that its bytes cannot be moved inside a window");
        }
    }

    private boolean fit(long moreFiles, long moreBytes) {
        files += moreFiles;
        bytes += moreBytes;
        return files <= MOST_FILES && bytes <= MOST_BYTES;
    }
}
