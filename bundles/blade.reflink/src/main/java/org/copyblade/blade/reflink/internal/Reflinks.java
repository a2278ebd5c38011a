package org.copyblade.blade.reflink.internal;

import java.nio.file.Path;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.Mount;
import org.copyblade.linux.RawName;
import org.copyblade.linux.Xfs;

/** Whether files of a filesystem can share blocks, as it says of itself. */
final class Reflinks {

    private Reflinks() {}

    /** @param directory that is there, on this mount */
    static boolean areOffered(Mount mount, Path directory) throws ErrnoException {
        return mount.type().equals("btrfs") || mount.type().equals("xfs") && hasReflink(directory);
    }

    private static boolean hasReflink(Path directory) throws ErrnoException {
        try (FileCalls calls = new FileCalls()) {
            int open = calls.openDirectory(directory);
            try {
                return Xfs.hasReflink(calls, open, RawName.of(directory));
            } finally {
                calls.close(open);
            }
        }
    }
}
