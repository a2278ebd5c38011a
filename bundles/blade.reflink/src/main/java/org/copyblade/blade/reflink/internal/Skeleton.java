package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.NoCow;

/** Makes directories and empty files for a tree, so that the window need not. Doing it again changes nothing. */
final class Skeleton implements TreeWalk.Visitor {

    private final FileCalls calls;
    private final Cursor target;
    private final Exclusion exclusion;
    private final boolean btrfs;
    private final Budget budget;
    private int made;

    Skeleton(FileCalls calls, Cursor target, Exclusion exclusion, boolean btrfs, Budget budget) {
        this.calls = calls;
        this.target = target;
        this.exclusion = exclusion;
        this.btrfs = btrfs;
        this.budget = budget;
    }

    /** How many files and directories were made or found made. */
    int made() {
        return made;
    }

    @Override
    public Go enter(int directory, FileStatus status, String path) throws IOException {
        made++;
        if (!path.isEmpty()) {
            try {
                calls.makeDirectory(target.parentOf(path), Cursor.name(path), 0700);
            } catch (ErrnoException e) {
                ignoreIfThere(e);
            }
        }
        return exclusion.covers(path) ? Go.PAST : Go.ON;
    }

    @Override
    public Go visit(int directory, DirectoryEntry entry, String path) throws IOException {
        if (entry.kind() == FileKind.FILE && !exclusion.covers(path)) {
            made++;
            makeFile(directory, entry.name(), path);
        }
        return budget.spent() ? Go.PAUSE_BEHIND : Go.ON;
    }

    private void makeFile(int directory, String name, String path) throws IOException {
        int file;
        try {
            file = calls.openAt(
                    target.parentOf(path), name, FileCalls.WRITE_ONLY | FileCalls.CREATE | FileCalls.EXCLUSIVE, 0600);
        } catch (ErrnoException e) {
            ignoreIfThere(e);
            return;
        }
        try {
            if (btrfs) {
                // btrfs shares blocks only between files that are alike in this.
                NoCow.inherit(calls, directory, name, file);
            }
        } finally {
            calls.close(file);
        }
    }

    private static void ignoreIfThere(ErrnoException e) throws ErrnoException {
        if (e.errno() != Errno.EEXIST) {
            throw e;
        }
    }
}
