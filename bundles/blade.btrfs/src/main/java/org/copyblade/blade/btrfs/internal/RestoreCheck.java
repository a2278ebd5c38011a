package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;

/** What would forbid or endanger a restore now. */
final class RestoreCheck {

    private final GroupDirectory directory;
    private final Subvolumes subvolumes;
    private final MountTable mounts;

    RestoreCheck(GroupDirectory directory, Subvolumes subvolumes, MountTable mounts) {
        this.directory = directory;
        this.subvolumes = subvolumes;
        this.mounts = mounts;
    }

    List<BladeFinding> findings(List<CopyMember> members) throws IOException {
        List<BladeFinding> findings = new ArrayList<>();
        if (!directory.exists()) {
            findings.add(BladeFinding.error(
                    directory.path().toString(), "there is no established copy", "look for another backup"));
            return findings;
        }
        for (CopyMember member : members) {
            if (subvolumes.at(directory.member(member.name())).isEmpty()) {
                findings.add(BladeFinding.error(member.name(), "its snapshot is missing", "look for another backup"));
            } else {
                check(member, findings);
            }
        }
        return findings;
    }

    private void check(CopyMember member, List<BladeFinding> findings) throws IOException {
        Path source = Path.of(member.source());
        if (!Files.exists(source)) {
            findings.add(BladeFinding.warning(
                    member.name(), source + " does not exist and will be made", "is the right filesystem mounted?"));
            return;
        }
        if (subvolumes.at(source).isEmpty()) {
            findings.add(BladeFinding.error(
                    member.name(),
                    source + " is not a subvolume any more",
                    "mount it if it was mounted there, else move it away; then restore"));
            return;
        }
        for (String nested : subvolumes.nested(source)) {
            findings.add(BladeFinding.error(
                    member.name(),
                    "another subvolume is inside it in " + nested + " and would be lost",
                    "move it out"));
        }
        Optional<Mount> own = mounts.at(source);
        own.ifPresent(mount -> {
            findings.add(BladeFinding.note(
                    member.name(),
                    source + " is a mount point: it is unmounted and mounted again, with a new subvolume id"));
            others(mount)
                    .forEach(other -> findings.add(BladeFinding.error(
                            member.name(),
                            "the subvolume is mounted at " + other.point()
                                    + ", too, which would go on showing the old data",
                            "unmount it there")));
        });
        for (Mount mount : mounts.below(source)) {
            findings.add(BladeFinding.error(
                    member.name(), "something is mounted inside it at " + mount.point(), "unmount it first"));
        }
    }

    private List<Mount> others(Mount own) {
        return mounts.all().stream()
                .filter(mount -> mount.isSameFilesystem(own) && !mount.point().equals(own.point()))
                .filter(mount -> Path.of(mount.root()).startsWith(Path.of(own.root())))
                .toList();
    }
}
