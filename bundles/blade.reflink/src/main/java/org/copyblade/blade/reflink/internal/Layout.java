package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.FileCalls;
import org.copyblade.linux.RawName;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Pool;

/**
 * Where the copies of a group lie. Blocks are shared within one filesystem only, so each member may have a pool of its own;
 * the marker in the pool of the first member counts for all of them.
 */
final class Layout {

    private final Map<Path, GroupDirectory> byPool = new LinkedHashMap<>();
    private final Map<String, GroupDirectory> byMember = new LinkedHashMap<>();

    /**
     * The layout of a group.
     *
     * @param pools one for all members, or one for each
     * @param mounted what they were on
     */
    Layout(CopyGroup group, List<Path> pools, Mounted mounted) {
        List<CopyMember> members = group.members();
        for (int i = 0; i < members.size(); i++) {
            int number = Math.min(i, pools.size() - 1);
            GroupDirectory directory =
                    byPool.computeIfAbsent(pools.get(number), path -> new Pool(path, ReflinkBlade.TECHNOLOGY)
                            .group(group.id().value(), mounted.pool(number)));
            byMember.put(members.get(i).name(), directory);
        }
    }

    /** The directory whose marker, manifest and restore note count. */
    GroupDirectory main() {
        return byPool.values().iterator().next();
    }

    /** The directory that holds a member. */
    GroupDirectory of(CopyMember member) {
        return byMember.get(member.name());
    }

    /** Where the copy of a member is. */
    Path copyOf(CopyMember member) {
        return of(member).member(member.name());
    }

    /** What was in a member at the point in time; there until the copy is durable. */
    Path census(CopyMember member) {
        return of(member).path().resolve("." + member.name() + ".census");
    }

    /** Hard links seen so far by stepwise work. */
    Path links(CopyMember member) {
        return of(member).path().resolve("." + member.name() + ".links");
    }

    /** All directories of the group, the main one last. */
    List<GroupDirectory> mainLast() {
        List<GroupDirectory> directories = new ArrayList<>(byPool.values());
        directories.add(directories.remove(0));
        return directories;
    }

    /** Whether every directory of the group is there and ours; no member is read from or written to another one. */
    boolean isThere() throws IOException {
        for (GroupDirectory directory : byPool.values()) {
            if (!directory.exists()) {
                return false;
            }
        }
        return true;
    }

    /** Waits until everything on the filesystems of all pools is durable. */
    void sync() throws IOException {
        try (FileCalls calls = new FileCalls()) {
            for (GroupDirectory directory : byPool.values()) {
                int open = calls.openDirectory(directory.path());
                try {
                    calls.syncFilesystem(open, RawName.of(directory.path()));
                } finally {
                    calls.close(open);
                }
            }
        }
    }

    /** Name of a file that is not complete yet, in whatever directory it will be. */
    static String part(CopyGroup group) {
        return ".copyblade-" + group.id() + ".part";
    }
}
