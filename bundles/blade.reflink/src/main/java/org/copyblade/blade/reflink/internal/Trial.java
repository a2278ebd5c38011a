package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.NoCow;

/** Whether a copy really works here, tried with files that have content: what a filesystem says of itself is not enough. */
final class Trial {

    private static final String NAME = ".trial";

    private final Path tree;
    private final Exclusion exclusion;
    private final Path directory;

    /**
     * A trial.
     *
     * @param tree whose files are tried
     * @param exclusion what of it is not
     * @param directory of ours, in which the trial is made and removed
     */
    Trial(Path tree, Exclusion exclusion, Path directory) {
        this.tree = tree;
        this.exclusion = exclusion;
        this.directory = directory;
    }

    /** Shares blocks with the first file; fails with what the filesystem says, which may be {@link ErrnoException#isNoReflink}. */
    void share() throws IOException {
        each(Go.PAUSE, (calls, open, source, name, trial) -> {
            NoCow.inheritIfOffered(calls, open, name, trial);
            calls.reflink(trial, source, name);
        });
    }

    /** Moves the first chunk of every file: it will be in memory then, and what cannot be read is found now. */
    void move() throws IOException {
        each(
                Go.ON,
                (calls, open, source, name, trial) -> calls.copyChunk(
                        trial, source, 0, calls.status(source, name).size(), name));
    }

    private interface Way {
        void from(FileCalls calls, int open, int source, String name, int trial) throws IOException;
    }

    private void each(Go after, Way way) throws IOException {
        try (OpenTrees trees = new OpenTrees(tree, directory)) {
            TreeWalk.from(trees.calls, trees.source, "", new TreeWalk.Visitor() {
                @Override
                public Go enter(int open, FileStatus status, String path) {
                    return exclusion.covers(path) ? Go.PAST : Go.ON;
                }

                @Override
                public Go visit(int open, DirectoryEntry entry, String path) throws IOException {
                    boolean useless = entry.kind() != FileKind.FILE
                            || exclusion.covers(path)
                            || trees.calls.statusAt(open, entry.name()).size() == 0;
                    if (useless) {
                        return Go.ON;
                    }
                    one(trees, open, entry.name(), way);
                    return after;
                }
            });
        } finally {
            Files.deleteIfExists(directory.resolve(NAME));
        }
    }

    private static void one(OpenTrees trees, int open, String name, Way way) throws IOException {
        FileCalls calls = trees.calls;
        int source = calls.openAt(open, name, FileCalls.READ_ONLY, 0);
        try {
            int trial = calls.openAt(
                    trees.target, NAME, FileCalls.WRITE_ONLY | FileCalls.CREATE | FileCalls.TRUNCATE, 0600);
            try {
                way.from(calls, open, source, name, trial);
            } finally {
                calls.close(trial);
            }
        } finally {
            calls.close(source);
        }
    }
}
