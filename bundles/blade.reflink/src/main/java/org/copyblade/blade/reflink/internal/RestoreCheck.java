package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;

/** What would forbid or endanger a restore now. */
final class RestoreCheck {

    private final GroupDirectory directory;
    private final MountTable mounts;

    RestoreCheck(GroupDirectory directory, MountTable mounts) {
        this.directory = directory;
        this.mounts = mounts;
    }

    List<BladeFinding> findings(List<CopyMember> members) throws IOException {
        List<BladeFinding> findings = new ArrayList<>();
        if (directory.marker().filter(marker -> marker.at().isPresent()).isEmpty()) {
            findings.add(BladeFinding.error(
                    directory.path().toString(), "there is no established copy", "look for another backup"));
            return findings;
        }
        for (CopyMember member : members) {
            check(member, findings);
        }
        return findings;
    }

    private void check(CopyMember member, List<BladeFinding> findings) {
        Path source = Path.of(member.source());
        Path existing = source;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        Mount mount = mounts.holding(existing);
        if (!existing.equals(source)) {
            findings.add(BladeFinding.warning(
                    member.name(), source + " does not exist and will be made", "is the right filesystem mounted?"));
        }
        if (mount.isReadOnly() || !Files.isWritable(existing)) {
            findings.add(BladeFinding.error(
                    member.name(), existing + " cannot be written", "mount it for writing, or look at the rights"));
        }
        if (!mount.isSameFilesystem(mounts.holding(directory.path()))) {
            findings.add(BladeFinding.note(
                    member.name(), "the copy is on another filesystem: the restore moves every byte"));
        }
        for (Mount inner : mounts.below(source)) {
            findings.add(BladeFinding.warning(
                    member.name(),
                    "a filesystem is mounted inside the source at " + inner.point(),
                    "it is not restored; unmount it if the copy has files there"));
        }
    }
}
