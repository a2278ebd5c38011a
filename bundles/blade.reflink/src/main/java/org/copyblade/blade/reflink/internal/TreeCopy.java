package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.util.Map;
import org.copyblade.blade.reflink.internal.ReflinkBinding.Place;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.ExtendedAttributes;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.NoCow;

/**
 * Makes a tree like another one, outside of every window and in steps: each file complete under a name of its own, then
 * renamed, so that a reader sees the old file or the new one. Shares blocks where it may and can, else moves bytes. What
 * the target has besides is left alone. Doing a part again changes nothing.
 */
final class TreeCopy implements TreeWalk.Visitor {

    /**
     * How to copy.
     *
     * @param reflink whether blocks may be shared
     * @param part name for what is not complete yet
     * @param skipped raw path of one file that is left out, or empty
     */
    record Manner(boolean reflink, String part, String skipped) {}

    /**
     * How much of one file earlier steps have copied. It may be gone by now, and the next one has nothing to do with it.
     *
     * @param path raw path of the file
     * @param offset up to which its bytes are there
     */
    record Begun(String path, long offset) {
        static final Begun NOTHING = new Begun("", 0);

        /** The file at which a walk over this place goes on. */
        static Begun at(Place place) {
            return place.offset() == 0 ? NOTHING : new Begun(TreeWalk.pathOf(place.path()), place.offset());
        }

        private long offsetOf(String other) {
            return other.equals(path) ? offset : 0;
        }
    }

    private final FileCalls calls;
    private final ExtendedAttributes attributes;
    private final Cursor target;
    private final Exclusion exclusion;
    private final Manner manner;
    private final HardLinks links;
    private final Budget budget;
    private final Begun begun;
    private boolean reflink;
    private long offset;
    private long bytes;

    /** A copy into the target of open trees. */
    TreeCopy(OpenTrees trees, Exclusion exclusion, Manner manner, HardLinks links, Begun begun, Budget budget) {
        this.calls = trees.calls;
        this.attributes = trees.attributes;
        this.target = trees.cursor;
        this.exclusion = exclusion;
        this.manner = manner;
        this.reflink = manner.reflink();
        this.links = links;
        this.begun = begun;
        this.budget = budget;
    }

    /** How much of the file at which the walk paused is there. */
    long offset() {
        return offset;
    }

    /** Bytes of the files that were completed. */
    long bytes() {
        return bytes;
    }

    @Override
    public Go enter(int directory, FileStatus status, String path) throws IOException {
        if (!path.isEmpty()) {
            try {
                calls.makeDirectory(target.parentOf(path), Cursor.name(path), 0700);
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EEXIST) {
                    throw e;
                }
            }
        }
        return exclusion.covers(path) ? Go.PAST : Go.ON;
    }

    @Override
    public void leave(int directory, FileStatus status, String path) throws IOException {
        int copy;
        try {
            copy = target.at(path);
        } catch (ErrnoException e) {
            if (exclusion.covers(path) && (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP)) {
                // What is left out is left as it is, also where it has become a link since.
                return;
            }
            throw e;
        }
        Attributes all = Attributes.of(status, attributes.of(directory, path));
        all.applyTo(calls, attributes, copy, ".", copy);
    }

    @Override
    public Go visit(int directory, DirectoryEntry entry, String path) throws IOException {
        if (exclusion.covers(path) || path.equals(manner.skipped())) {
            return Go.ON;
        }
        try {
            boolean complete =
                    switch (entry.kind()) {
                        case FILE -> copyFile(directory, entry.name(), path);
                        case SYMLINK -> copyLink(directory, entry.name(), path);
                        case SPECIAL, DIRECTORY -> true;
                    };
            if (!complete) {
                return Go.PAUSE;
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT || isThere(directory, entry.name())) {
                throw e;
            }
        }
        return budget.spent() ? Go.PAUSE_BEHIND : Go.ON;
    }

    private boolean isThere(int directory, String name) {
        try {
            calls.statusAt(directory, name);
            return true;
        } catch (ErrnoException gone) {
            return gone.errno() != Errno.ENOENT;
        }
    }

    /** Copies one file; false if the budget ended within it. */
    boolean copyFile(int directory, String name, String path) throws IOException {
        int source = calls.openAt(directory, name, FileCalls.READ_ONLY, 0);
        try {
            FileStatus status = calls.status(source, path);
            String first = status.links() > 1 ? links.first(status.inode(), path) : path;
            if (!first.equals(path)) {
                hardLink(first, path);
                return true;
            }
            int flags = FileCalls.WRITE_ONLY | FileCalls.CREATE | (begun.offsetOf(path) == 0 ? FileCalls.TRUNCATE : 0);
            int part = calls.openAt(target.parentOf(path), manner.part(), flags, 0600);
            try {
                long there = there(part, path);
                if (status.size() > 0 && there == 0) {
                    NoCow.inheritIfOffered(calls, directory, name, part);
                }
                if (!fill(part, source, there, status.size(), path)) {
                    return false;
                }
                finish(part, source, status, path);
            } finally {
                calls.close(part);
            }
            return true;
        } finally {
            calls.close(source);
        }
    }

    /** How much of a file is there; one that is shorter than it was is another one, or lost some in a power loss. */
    private long there(int part, String path) throws ErrnoException {
        long there = begun.offsetOf(path);
        if (calls.status(part, path).size() < there) {
            calls.truncate(part, 0, path);
            return 0;
        }
        return there;
    }

    private void finish(int part, int source, FileStatus status, String path) throws ErrnoException {
        int parent = target.parentOf(path);
        Attributes.of(status, attributes.of(source, path)).applyTo(calls, attributes, parent, manner.part(), part);
        calls.rename(parent, manner.part(), parent, Cursor.name(path), 0);
        bytes += status.size();
    }

    private boolean fill(int part, int source, long there, long size, String path) throws ErrnoException {
        if (reflink && size > 0) {
            try {
                calls.reflink(part, source, path);
                return true;
            } catch (ErrnoException e) {
                if (!e.isNoReflink()) {
                    throw e;
                }
                reflink = false;
            }
        }
        long at = there;
        while (at < size) {
            at = calls.copyChunk(part, source, at, size, path);
            if (at < size && budget.spent()) {
                // Also where it ends in a hole: its length tells whoever goes on that it is all there.
                calls.truncate(part, at, path);
                offset = at;
                return false;
            }
        }
        calls.truncate(part, size, path);
        return true;
    }

    private void hardLink(String first, String path) throws IOException {
        TreeRemoval.clear(calls, target.parentOf(path), Cursor.name(path));
        try (Cursor other = new Cursor(calls, target.root())) {
            calls.hardLink(other.parentOf(first), Cursor.name(first), target.parentOf(path), Cursor.name(path));
        }
    }

    private boolean copyLink(int directory, String name, String path) throws IOException {
        String link = calls.readLink(directory, name);
        int parent = target.parentOf(path);
        TreeRemoval.clear(calls, parent, manner.part());
        calls.symbolicLink(link, parent, manner.part());
        Attributes.of(calls.statusAt(directory, name), Map.of()).applyToLink(calls, parent, manner.part());
        calls.rename(parent, manner.part(), parent, name, 0);
        return true;
    }
}
