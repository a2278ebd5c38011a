package org.copyblade.linux.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.linux.FilesystemId;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/**
 * What a directory lay on when a copy was made, so that a bare mount point, or another disk or part of a disk mounted there,
 * is not taken for it today.
 *
 * @param point where it was mounted
 * @param filesystem see {@link FilesystemId}; empty where it tells none
 * @param root what of the filesystem was mounted, see {@link Mount}; empty where an older version has noted none
 */
public record MountedOn(Path point, String filesystem, String root) {

    public MountedOn {
        Objects.requireNonNull(point, "point");
        Objects.requireNonNull(filesystem, "filesystem");
        Objects.requireNonNull(root, "root");
    }

    /** What holds an absolute path without symbolic links, whether it is there or not. */
    public static MountedOn holding(Path path, MountTable mounts) {
        Mount mount = mounts.holding(path);
        return new MountedOn(mount.point(), FilesystemId.of(mount), mount.root());
    }

    /** From facts under names with this prefix; nothing if they are of an older version. */
    public static Optional<MountedOn> of(Facts facts, String prefix) {
        return facts.find(prefix + "point")
                .map(point ->
                        new MountedOn(Path.of(point), facts.text(prefix + "filesystem"), facts.text(prefix + "root")));
    }

    /** As facts under names with this prefix. */
    public Facts facts(String prefix) {
        return Facts.none()
                .with(prefix + "point", point)
                .with(prefix + "filesystem", filesystem)
                .with(prefix + "root", root);
    }

    /** Why a path cannot be seen today, so that nothing follows from its absence. */
    Optional<String> whyUnseen(Path path, MountTable now) {
        MountedOn today = holding(path, now);
        if (now.at(point).isEmpty()) {
            return Optional.of("it was on what was mounted at " + point + ", and nothing is mounted there");
        }
        if (!today.point.equals(point)) {
            return Optional.of(
                    "it was on what is mounted at " + point + ", and what is mounted at " + today.point + " hides it");
        }
        if (areKnownToDiffer(filesystem, today.filesystem)) {
            return Optional.of(
                    "it was on filesystem " + filesystem + ", and " + today.filesystem + " is mounted at " + point);
        }
        return areKnownToDiffer(root, today.root)
                ? Optional.of("it was on " + root + " of a filesystem, and " + today.root + " is mounted at " + point)
                : Optional.empty();
    }

    private static boolean areKnownToDiffer(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && !one.equals(other);
    }

    /** Whether somebody has said in a pool that what a group was on will never be there again. */
    boolean isGivenUp(Path pool, String group, Trust trust) throws IOException {
        Path word = pool.resolve(wordOfEnd(group));
        if (!Trust.isThere(pool) || !Trust.isThere(word)) {
            return false;
        }
        trust.require(pool);
        trust.require(word);
        return true;
    }

    /**
     * Name of an empty file in a pool that says so. What has no id of its own is given up for this group only: the word would be
     * one about every later filesystem at this point as well.
     */
    String wordOfEnd(String group) {
        return ".gone-" + (filesystem.isEmpty() ? group : filesystem);
    }
}
