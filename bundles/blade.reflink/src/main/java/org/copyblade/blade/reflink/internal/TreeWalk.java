package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.FileStatus;

/**
 * Goes through a tree: in each directory first everything that is no directory, then the directories. A sorted walk can
 * pause and be taken up again at the same place by anybody. What vanishes while we walk is passed over.
 */
final class TreeWalk {

    /** What to do after a place. */
    enum Go {
        ON,
        /** Leave out the content of this directory. */
        PAST,
        /** End the walk; it is resumed here, with this place once more. */
        PAUSE,
        /** End the walk; it is resumed behind this place. */
        PAUSE_BEHIND
    }

    /** Told every place. Paths are raw and relative to the root of the walk, which is the empty path. */
    interface Visitor {

        /** A file, link or other thing that is no directory. */
        Go visit(int directory, DirectoryEntry entry, String path) throws IOException;

        /** A directory, before its content. */
        Go enter(int directory, FileStatus status, String path) throws IOException;

        /** A directory, after its content; also after {@link Go#PAST}. */
        default void leave(int directory, FileStatus status, String path) throws IOException {}
    }

    private static final String AT = "=";
    private static final String BEHIND = ">";
    private static final Comparator<DirectoryEntry> BY_NAME = Comparator.comparing(DirectoryEntry::name);

    private final FileCalls calls;
    private final boolean sorted;
    private final Visitor visitor;
    private boolean behind;
    private String pausedAt;

    private TreeWalk(FileCalls calls, boolean sorted, Visitor visitor) {
        this.calls = calls;
        this.sorted = sorted;
        this.visitor = visitor;
    }

    /** The whole tree in the order of the filesystem; PAUSE is not understood. */
    static void once(FileCalls calls, int root, Visitor visitor) throws IOException {
        new TreeWalk(calls, false, visitor).descend(root, "", "");
    }

    /**
     * The tree in sorted order.
     *
     * @param from where an earlier walk paused; empty for the beginning
     * @return where this walk paused, or nothing if it came to the end
     */
    static Optional<String> from(FileCalls calls, int root, String from, Visitor visitor) throws IOException {
        TreeWalk walk = new TreeWalk(calls, true, visitor);
        walk.behind = from.startsWith(BEHIND);
        walk.descend(root, "", pathOf(from));
        return Optional.ofNullable(walk.pausedAt);
    }

    /** The raw path at or behind which a walk paused. */
    static String pathOf(String paused) {
        return paused.isEmpty() ? "" : paused.substring(1);
    }

    /**
     * Walks an open directory.
     *
     * @param rest where to begin within it: {@code name} of a file, {@code name/...} of a directory, or empty
     * @return whether to go on after it
     */
    private boolean descend(int directory, String path, String rest) throws IOException {
        FileStatus status = calls.status(directory, path);
        Go go = visitor.enter(directory, status, path);
        if (go == Go.PAUSE) {
            pausedAt = path.isEmpty() ? AT : AT + path + "/";
            return false;
        }
        if (go == Go.ON && !content(directory, path, rest)) {
            return false;
        }
        visitor.leave(directory, status, path);
        return true;
    }

    private boolean content(int directory, String path, String rest) throws IOException {
        List<DirectoryEntry> entries = calls.list(directory);
        if (sorted) {
            entries.sort(BY_NAME);
        }
        int slash = rest.indexOf('/');
        if (slash < 0) {
            for (DirectoryEntry entry : entries) {
                if (entry.kind() != FileKind.DIRECTORY
                        && isDue(entry, rest)
                        && !visit(directory, entry, join(path, entry.name()))) {
                    return false;
                }
            }
        }
        String first = slash < 0 ? "" : rest.substring(0, slash);
        for (DirectoryEntry entry : entries) {
            if (entry.kind() == FileKind.DIRECTORY && entry.name().compareTo(first) >= 0) {
                String inside = entry.name().equals(first) ? rest.substring(slash + 1) : "";
                if (!openAndDescend(directory, entry.name(), join(path, entry.name()), inside)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isDue(DirectoryEntry entry, String rest) {
        int order = entry.name().compareTo(rest);
        return order > 0 || order == 0 && !behind;
    }

    private boolean visit(int directory, DirectoryEntry entry, String path) throws IOException {
        Go go = visitor.visit(directory, entry, path);
        if (go == Go.PAUSE || go == Go.PAUSE_BEHIND) {
            pausedAt = (go == Go.PAUSE ? AT : BEHIND) + path;
            return false;
        }
        return true;
    }

    private boolean openAndDescend(int parent, String name, String path, String rest) throws IOException {
        int directory;
        try {
            directory = calls.openDirectory(parent, name);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return true;
            }
            throw e;
        }
        try {
            return descend(directory, path, rest);
        } finally {
            calls.close(directory);
        }
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
