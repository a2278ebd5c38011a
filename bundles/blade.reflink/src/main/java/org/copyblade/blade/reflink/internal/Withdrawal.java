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

    private final Layout layout;
    private final Budget budget;

    Withdrawal(Layout layout, Budget budget) {
        this.layout = layout;
        this.budget = budget;
    }

    Advance step(Binding binding) throws IOException {
        List<GroupDirectory> directories = layout.mainLast();
        for (GroupDirectory directory : directories) {
            // One that a stranger may have changed ends this here, where the copy is still whole.
            directory.exists();
        }
        layout.main().entomb();
        for (GroupDirectory directory : directories) {
            directory.entomb();
        }
        for (GroupDirectory directory : directories) {
            if (!removeClones(directory) || !removeContent(directory.tombstone())) {
                return new Advance.Continues(binding, 50, Duration.ZERO);
            }
            directory.bury();
        }
        return new Advance.Done(binding);
    }

    /** Removes what writable exposures made; false if the budget ended before. */
    boolean removeClones() throws IOException {
        for (GroupDirectory directory : layout.mainLast()) {
            if (!removeClones(directory)) {
                return false;
            }
        }
        return true;
    }

    private boolean removeClones(GroupDirectory directory) throws IOException {
        if (!directory.hasClones()) {
            return true;
        }
        // Of a clone that is half gone nobody may go on with the rest.
        CloneNote.forgetAll(directory.clones());
        if (!removeContent(directory.clones())) {
            return false;
        }
        directory.endClones();
        return true;
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
