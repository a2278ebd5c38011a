package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.Errno;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.Extents;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.FileStatus;
import org.copyblade.linux.RawName;

/**
 * What a source is like, as far as a look of bounded time shows.
 *
 * @param complete whether the time was enough for every file
 * @param files number of files and directories
 * @param bytes in them
 * @param extents in the largest files, and one for every other file
 * @param fragmented the files with very many extents
 * @param foreign directories that are other filesystems or subvolumes
 * @param special number of devices, pipes and sockets, which are not copied
 */
record Survey(
        boolean complete,
        long files,
        long bytes,
        long extents,
        List<Fragmented> fragmented,
        List<String> foreign,
        long special) {

    /** From here on a file is called fragmented. */
    static final int MANY_EXTENTS = 5_000;

    private static final int LARGEST = 16;

    /** A file with very many extents. */
    record Fragmented(String path, int extents) {}

    private record Sized(String path, long size) {}

    Survey {
        fragmented = List.copyOf(fragmented);
        foreign = List.copyOf(foreign);
    }

    /** Looks at the tree of a member until the budget is spent. */
    static Survey of(CopyMember member, Budget budget) throws IOException {
        Path source = Path.of(member.source());
        try (OpenTrees trees = new OpenTrees(source, source)) {
            Look look = new Look(trees.calls, new Exclusion(member), budget);
            boolean complete =
                    TreeWalk.from(trees.calls, trees.source, "", look).isEmpty();
            List<Fragmented> fragmented = new ArrayList<>();
            long extents = look.files - look.largest.size();
            for (Sized file : look.largest) {
                int count = count(trees, file.path());
                extents += count;
                if (count >= MANY_EXTENTS) {
                    fragmented.add(new Fragmented(RawName.show(file.path()), count));
                }
            }
            return new Survey(complete, look.files, look.bytes, extents, fragmented, look.foreign, look.special);
        }
    }

    private static int count(OpenTrees trees, String path) throws IOException {
        int file;
        try {
            file = trees.calls.openAt(trees.cursor.parentOf(path), Cursor.name(path), FileCalls.READ_ONLY, 0);
        } catch (ErrnoException gone) {
            if (gone.errno() == Errno.ENOENT) {
                return 0;
            }
            throw gone;
        }
        try (Extents extents = new Extents()) {
            return extents.count(trees.calls, file, path);
        } catch (ErrnoException e) {
            if (e.isNoReflink()) {
                return 1;
            }
            throw e;
        } finally {
            trees.calls.close(file);
        }
    }

    private static final class Look implements TreeWalk.Visitor {
        private final FileCalls calls;
        private final Exclusion exclusion;
        private final Budget budget;
        private final PriorityQueue<Sized> largest = new PriorityQueue<>(Comparator.comparingLong(Sized::size));
        private final List<String> foreign = new ArrayList<>();
        private long device;
        private long files;
        private long bytes;
        private long special;

        Look(FileCalls calls, Exclusion exclusion, Budget budget) {
            this.calls = calls;
            this.exclusion = exclusion;
            this.budget = budget;
        }

        @Override
        public Go enter(int directory, FileStatus status, String path) {
            files++;
            if (path.isEmpty()) {
                device = status.device();
            }
            if (exclusion.covers(path)) {
                return Go.PAST;
            }
            if (status.device() != device) {
                foreign.add(RawName.show(path));
                return Go.PAST;
            }
            return budget.spent() ? Go.PAUSE : Go.ON;
        }

        @Override
        public Go visit(int directory, DirectoryEntry entry, String path) throws IOException {
            if (entry.kind() == FileKind.SPECIAL) {
                special++;
            }
            if (entry.kind() == FileKind.FILE && !exclusion.covers(path)) {
                try {
                    count(path, calls.statusAt(directory, entry.name()).size());
                } catch (ErrnoException e) {
                    if (e.errno() != Errno.ENOENT) {
                        throw e;
                    }
                    // Deleted while we look: the survey is an estimate anyway.
                }
            }
            return budget.spent() ? Go.PAUSE : Go.ON;
        }

        private void count(String path, long size) {
            files++;
            bytes += size;
            largest.add(new Sized(path, size));
            if (largest.size() > LARGEST) {
                largest.remove();
            }
        }
    }
}
