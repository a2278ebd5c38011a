package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.reflink.internal.TreeWalk.Go;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.DirectoryEntry;
import org.copyblade.linux.ErrnoException;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.FileKind;
import org.copyblade.linux.FileStatus;

/** Whether there is space for clones where every byte of them has to be copied: a full pool would be one for everybody. */
final class CloneSpace {

    private static final int BLOCK = 512;

    private final CopyGroup group;
    private final Layout layout;
    private final Call call;

    CloneSpace(CopyGroup group, Layout layout, Call call) {
        this.group = group;
        this.layout = layout;
        this.call = call;
    }

    /** Ends the making of these clones before anything is written. */
    void require(List<CopyMember> members) throws BladeException, IOException {
        Map<Path, Long> needed = new LinkedHashMap<>();
        for (CopyMember member : members) {
            Path pool = layout.of(member).path();
            if (!isShared(member)) {
                needed.merge(pool, allocated(layout.copyOf(member)), Long::sum);
            }
        }
        for (Map.Entry<Path, Long> need : needed.entrySet()) {
            long free = Files.getFileStore(need.getKey()).getUsableSpace();
            if (need.getValue() > free) {
                throw Failure.noSpaceForClone(group.id(), need.getKey(), need.getValue(), free);
            }
        }
    }

    /** As the making of the clone will find out: filesystems share blocks that do not say so. */
    private boolean isShared(CopyMember member) throws IOException {
        try {
            Exclusion nothing = new Exclusion(CopyMember.whole(member.name(), member.source()));
            new Trial(layout.copyOf(member), nothing, layout.of(member).path()).share();
            return true;
        } catch (ErrnoException e) {
            if (!e.isNoReflink()) {
                throw e;
            }
            return false;
        }
    }

    /** Bytes of all files; holes take none, and a file of several names takes them once. */
    private long allocated(Path tree) throws IOException {
        long[] bytes = {0};
        try (FileCalls calls = new FileCalls()) {
            Set<Long> seen = new HashSet<>();
            int open = calls.openDirectory(tree);
            try {
                TreeWalk.once(calls, open, new TreeWalk.Visitor() {
                    @Override
                    public Go enter(int directory, FileStatus status, String path) {
                        return Go.ON;
                    }

                    @Override
                    public Go visit(int directory, DirectoryEntry entry, String path) throws IOException {
                        if (call.expired() || call.cancelled()) {
                            throw new IOException("the deadline passed while " + tree + " was measured");
                        }
                        if (entry.kind() == FileKind.FILE) {
                            FileStatus status = calls.statusAt(directory, entry.name());
                            if (status.links() == 1 || seen.add(status.inode())) {
                                bytes[0] += status.blocks() * BLOCK;
                            }
                        }
                        return Go.ON;
                    }
                });
            } finally {
                calls.close(open);
            }
        }
        return bytes[0];
    }
}
