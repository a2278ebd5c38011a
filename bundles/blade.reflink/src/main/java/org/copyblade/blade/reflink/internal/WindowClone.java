package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.blade.spi.Call;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.ExtendedAttributes;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.NoCow;

/**
 * Clones what is in a tree now, inside the window: only what cannot wait. Blocks are shared and attributes noted in a
 * census; giving attributes, making links and removing what has vanished since prepare comes after the window.
 */
final class WindowClone implements TreeWalk.Visitor {

    /** The deadline has passed, so nothing more may be asked of the storage. */
    static final class TooLate extends IOException {
        private static final long serialVersionUID = 1L;

        TooLate() {
            super("the deadline passed before everything was copied");
        }
    }

    private final FileCalls calls;
    private final ExtendedAttributes attributes;
    private final Cursor target;
    private final Exclusion exclusion;
    private final Census census;
    private final Optional<SmallMembers> moved;
    private final Call call;
    private final Map<Long, String> linked = new HashMap<>();
    private long device;

    /** @param moved counts the bytes that are moved instead of blocks shared; empty if blocks are */
    WindowClone(
            FileCalls calls,
            ExtendedAttributes attributes,
            Cursor target,
            Exclusion exclusion,
            Census census,
            Optional<SmallMembers> moved,
            Call call) {
        this.calls = calls;
        this.attributes = attributes;
        this.target = target;
        this.exclusion = exclusion;
        this.census = census;
        this.moved = moved;
        this.call = call;
    }

    @Override
    public Go enter(int directory, FileStatus status, String path) throws IOException {
        if (path.isEmpty()) {
            device = status.device();
        } else if (!exclusion.covers(path) && status.device() != device) {
            throw new IOException("another filesystem or subvolume is inside the source at " + path);
        }
        count(path);
        openOrMake(path);
        census.add(entry(CensusEntry.Kind.DIRECTORY, path, status, directory, ""));
        return exclusion.covers(path) ? Go.PAST : Go.ON;
    }

    /** Made by prepare, unless it is younger or was something else then. */
    private void openOrMake(String path) throws IOException {
        try {
            target.at(path);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
                throw e;
            }
            TreeRemoval.clear(calls, target.parentOf(path), Cursor.name(path));
            calls.makeDirectory(target.parentOf(path), Cursor.name(path), 0700);
            target.at(path);
        }
    }

    @Override
    public Go visit(int directory, DirectoryEntry entry, String path) throws IOException {
        if (call.expired()) {
            throw new TooLate();
        }
        if (!exclusion.covers(path)) {
            count(path);
            try {
                copy(directory, entry, path);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.ENOENT) {
                    throw e;
                }
                // Deleted between the listing and now: at the point in time it is not there.
            }
        }
        return Go.ON;
    }

    private void count(String path) throws IOException {
        if (moved.isPresent()) {
            moved.orElseThrow().oneMore(path);
        }
    }

    private void copy(int directory, DirectoryEntry entry, String path) throws IOException {
        switch (entry.kind()) {
            case FILE -> cloneFile(directory, entry.name(), path);
            case SYMLINK -> {
                String link = calls.readLink(directory, entry.name());
                FileStatus status = calls.statusAt(directory, entry.name());
                census.add(new CensusEntry(CensusEntry.Kind.SYMLINK, path, Attributes.of(status, Map.of()), link));
            }
            case SPECIAL, DIRECTORY -> {
                // Sockets and pipes belong to running processes; directories are entered, not visited.
            }
        }
    }

    private void cloneFile(int directory, String name, String path) throws IOException {
        int source = calls.openAt(directory, name, FileCalls.READ_ONLY, 0);
        try {
            FileStatus status = calls.status(source, path);
            String first = status.links() > 1 ? linked.putIfAbsent(status.inode(), path) : null;
            if (first == null) {
                int clone = openClone(name, path);
                try {
                    fill(clone, source, status.size(), path);
                } finally {
                    calls.close(clone);
                }
                census.add(entry(CensusEntry.Kind.FILE, path, status, source, ""));
            } else {
                census.add(entry(CensusEntry.Kind.HARD_LINK, path, status, source, first));
            }
        } finally {
            calls.close(source);
        }
    }

    private void fill(int clone, int source, long size, String path) throws IOException {
        if (size == 0) {
            return;
        }
        if (moved.isEmpty()) {
            share(clone, source, path);
            return;
        }
        moved.orElseThrow().move(size, path);
        long at = 0;
        while (at < size) {
            at = calls.copyChunk(clone, source, at, size, path);
        }
        calls.truncate(clone, size, path);
    }

    /**
     * btrfs shares blocks only between files that are alike in the flag of writing in place. Prepare has seen to it, but
     * not for what is younger or has been renamed since.
     */
    private void share(int clone, int source, String path) throws ErrnoException {
        try {
            calls.reflink(clone, source, path);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            NoCow.inheritFromOpen(calls, source, clone, path);
            calls.reflink(clone, source, path);
        }
    }

    /** Made by prepare, unless it is younger or was a directory then. */
    private int openClone(String name, String path) throws IOException {
        int parent = target.parentOf(path);
        int flags = FileCalls.WRITE_ONLY | FileCalls.CREATE;
        try {
            return calls.openAt(parent, name, flags, 0600);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EISDIR) {
                throw e;
            }
            TreeRemoval.clear(calls, parent, name);
            return calls.openAt(parent, name, flags, 0600);
        }
    }

    private CensusEntry entry(CensusEntry.Kind kind, String path, FileStatus status, int fd, String link)
            throws ErrnoException {
        return new CensusEntry(kind, path, Attributes.of(status, attributes.of(fd, path)), link);
    }
}
