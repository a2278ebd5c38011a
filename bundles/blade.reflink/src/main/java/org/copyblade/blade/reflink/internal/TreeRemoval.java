package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.util.List;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;

/** Removes trees within a budget; what is gone already is fine. Never crosses into another filesystem. */
final class TreeRemoval {

    private final FileCalls calls;
    private final Budget budget;

    TreeRemoval(FileCalls calls, Budget budget) {
        this.calls = calls;
        this.budget = budget;
    }

    /**
     * Removes one entry of an open directory with all below it.
     *
     * @return whether it is gone; false if the budget ended before
     */
    boolean remove(int parent, DirectoryEntry entry) throws IOException {
        try {
            if (entry.kind() != FileKind.DIRECTORY) {
                calls.removeFile(parent, entry.name());
                return true;
            }
            int directory = calls.openDirectory(parent, entry.name());
            try {
                refuseOtherFilesystem(parent, directory, entry.name());
                if (!removeAll(directory, calls.list(directory))) {
                    return false;
                }
            } finally {
                calls.close(directory);
            }
            calls.removeDirectory(parent, entry.name());
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
        return true;
    }

    /** Removes whatever has this name in an open directory, to the end. */
    static void clear(FileCalls calls, int parent, String name) throws IOException {
        try {
            DirectoryEntry entry =
                    new DirectoryEntry(name, calls.statusAt(parent, name).kind());
            new TreeRemoval(calls, Budget.unlimited()).remove(parent, entry);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /** Removes these entries of an open directory; false if the budget ended before. */
    boolean removeAll(int directory, List<DirectoryEntry> entries) throws IOException {
        for (DirectoryEntry entry : entries) {
            if (budget.spent() || !remove(directory, entry)) {
                return false;
            }
        }
        return true;
    }

    private void refuseOtherFilesystem(int parent, int directory, String name) throws IOException {
        if (calls.status(parent, name).device() != calls.status(directory, name).device()) {
            throw new IOException(name + " is a filesystem or subvolume of its own and is not removed");
        }
    }
}
