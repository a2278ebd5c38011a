package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.RawName;
import org.copyblade.linux.pool.GroupDirectory;

/** Ends a copy: out of sight at once, then file by file in steps, until the filesystem has the space back. */
final class Withdrawal {

    private final GroupDirectory directory;
    private final Budget budget;

    Withdrawal(GroupDirectory directory, Budget budget) {
        this.directory = directory;
        this.budget = budget;
    }

    Advance step(Binding binding) throws IOException {
        directory.entomb();
        if (!removeClones() || !emptyTombstone()) {
            return new Advance.Continues(binding, 50, Duration.ZERO);
        }
        directory.bury();
        return new Advance.Done(binding);
    }

    /** Removes what a writable exposure made; false if the budget ended before. */
    boolean removeClones() throws IOException {
        if (!directory.hasClones()) {
            return true;
        }
        if (!removeContent(directory.clones())) {
            return false;
        }
        directory.endClones();
        return true;
    }

    private boolean emptyTombstone() throws IOException {
        return !directory.isEntombed() || removeContent(directory.tombstone());
    }

    /** Removes all but our own files, and waits for the filesystem to take the space back. */
    private boolean removeContent(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (FileCalls calls = new FileCalls()) {
            int open = calls.openDirectory(path);
            try {
                List<DirectoryEntry> members = calls.list(open).stream()
                        .filter(entry -> !entry.name().startsWith("."))
                        .toList();
                if (!new TreeRemoval(calls, budget).removeAll(open, members)) {
                    return false;
                }
                calls.syncFilesystem(open, RawName.of(path));
            } finally {
                calls.close(open);
            }
        }
        return true;
    }
}
