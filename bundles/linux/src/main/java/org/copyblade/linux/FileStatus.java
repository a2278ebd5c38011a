package org.copyblade.linux;

import java.util.Objects;

/**
 * What the kernel knows of one file.
 *
 * @param kind what it is
 * @param permissions the lower twelve bits of the mode
 * @param links number of hard links
 * @param device filesystem (for btrfs: subvolume) that holds it, major number in the upper half
 * @param blocks allocated, of 512 bytes
 */
public record FileStatus(
        FileKind kind,
        int permissions,
        int uid,
        int gid,
        int links,
        long device,
        long inode,
        long size,
        long blocks,
        long modifiedSeconds,
        int modifiedNanos) {
    public FileStatus {
        Objects.requireNonNull(kind, "kind");
    }
}
