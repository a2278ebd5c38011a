package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/** What would forbid or endanger a restore now. */
final class RestoreCheck {

    private final Mounted mounted;
    private final Layout layout;
    private final MountTable mounts;

    RestoreCheck(Mounted mounted, Layout layout, MountTable mounts) {
        this.mounted = mounted;
        this.layout = layout;
        this.mounts = mounts;
    }

    List<BladeFinding> findings(List<CopyMember> members) throws IOException {
        List<BladeFinding> findings = new ArrayList<>();
        if (!layout.isThere()
                || layout.main()
                        .marker()
                        .filter(marker -> marker.at().isPresent())
                        .isEmpty()) {
            findings.add(BladeFinding.error(
                    layout.main().path().toString(), "there is no established copy", "look for another backup"));
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
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        for (Path at = existing; at != null; at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                findings.add(BladeFinding.error(
                        member.name(),
                        at + " is a link today, which it was not when the copy was made",
                        "put the directory back to where it was; the restore writes through no link"));
                return;
            }
        }
        Optional<Path> bare = mounted.bare(member, mounts);
        if (bare.isPresent()) {
            findings.add(BladeFinding.error(
                    member.name(),
                    "nothing is mounted at " + bare.orElseThrow() + " today, where what held " + source
                            + " was mounted",
                    Failure.bareHint(bare.orElseThrow())));
            return;
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
        if (!mount.isSameFilesystem(mounts.holding(layout.of(member).path()))) {
            findings.add(BladeFinding.note(
                    member.name(), "the copy is on another filesystem: the restore moves every byte"));
        }
        for (Mount inner : InnerMounts.of(member, mounts)) {
            findings.add(BladeFinding.error(
                    member.name(),
                    "something is mounted inside the source at " + inner.point()
                            + ", and the restore would write and delete there",
                    "unmount it first"));
        }
    }
}
