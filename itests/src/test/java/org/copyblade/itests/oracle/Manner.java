package org.copyblade.itests.oracle;

import static org.copyblade.demo.fixture.ScratchFilesystem.Kind.BTRFS;
import static org.copyblade.demo.fixture.ScratchFilesystem.Kind.XFS;

import java.util.List;
import org.copyblade.blade.btrfs.internal.BtrfsBlade;
import org.copyblade.blade.reflink.internal.ReflinkBlade;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;

/** A blade and a method by which it makes a consistent copy of three places. */
enum Manner {
    REFLINK_ON_XFS(new ReflinkBlade(), FastReplication.REQUIRED, true, List.of(XFS)),
    REFLINK_ON_BTRFS(new ReflinkBlade(), FastReplication.REQUIRED, true, List.of(BTRFS)),
    REFLINK_OVER_TWO_FILESYSTEMS(new ReflinkBlade(), FastReplication.REQUIRED, true, List.of(XFS, BTRFS)),
    HOST_COPY(new ReflinkBlade(), FastReplication.NONE, true, List.of(XFS)),
    /** Needs no suspension: one instant covers all three. */
    ONE_SUBVOLUME(new BtrfsBlade(), FastReplication.REQUIRED, false, List.of(BTRFS)),
    THREE_SUBVOLUMES(new BtrfsBlade(), FastReplication.REQUIRED, true, List.of(BTRFS));

    private final CopyBlade blade;
    private final FastReplication fast;
    private final boolean suspended;
    private final List<Kind> filesystems;

    Manner(CopyBlade blade, FastReplication fast, boolean suspended, List<Kind> filesystems) {
        this.blade = blade;
        this.fast = fast;
        this.suspended = suspended;
        this.filesystems = filesystems;
    }

    CopyBlade blade() {
        return blade;
    }

    CopyPolicy policy() {
        return CopyPolicy.builder().fastReplication(fast).build();
    }

    /** Whether the writer has to be held meanwhile. */
    boolean suspended() {
        return suspended;
    }

    /** The places lie on these in turn. */
    List<Kind> filesystems() {
        return filesystems;
    }
}
