package org.copyblade.blade.reflink.internal;

import java.nio.file.Path;
import java.util.List;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.RawName;

/** What is mounted inside a source where the source is not left out: neither a copy nor a restore may walk into it. */
final class InnerMounts {

    private InnerMounts() {}

    static List<Mount> of(CopyMember member, MountTable mounts) {
        Path source = Path.of(member.source());
        Exclusion exclusion = new Exclusion(member);
        return mounts.below(source).stream()
                .filter(mount -> !exclusion.coversOrHolds(
                        RawName.of(source.relativize(mount.point()).toString())))
                .toList();
    }
}
