package org.copyblade.blade.reflink.internal;

import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;

/**
 * Keeps the directory last used below a root open, because neighbours are used together. Opens name by name, so that no
 * symbolic link is followed. Not for several threads.
 */
final class Cursor implements AutoCloseable {

    private final FileCalls calls;
    private final int root;
    private String path = "";
    private int directory;

    /**
     * Over an open root.
     *
     * @param root stays the caller's
     */
    Cursor(FileCalls calls, int root) {
        this.calls = calls;
        this.root = root;
        this.directory = root;
    }

    /** The open directory at a raw path relative to the root; valid until the next call. */
    int at(String wanted) throws ErrnoException {
        if (wanted.equals(path)) {
            return directory;
        }
        close();
        int at = root;
        int from = 0;
        while (from < wanted.length()) {
            int slash = wanted.indexOf('/', from);
            int end = slash < 0 ? wanted.length() : slash;
            int child;
            try {
                child = calls.openDirectory(at, wanted.substring(from, end));
            } finally {
                if (at != root) {
                    calls.close(at);
                }
            }
            at = child;
            from = end + 1;
        }
        directory = at;
        path = wanted;
        return directory;
    }

    /** The open root. */
    int root() {
        return root;
    }

    /** The open directory that holds a path. */
    int parentOf(String child) throws ErrnoException {
        return at(parent(child));
    }

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        if (directory != root) {
            calls.close(directory);
        }
        directory = root;
        path = "";
    }
}
