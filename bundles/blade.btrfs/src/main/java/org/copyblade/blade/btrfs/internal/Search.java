package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Pool;

/** Finds every copy of this blade in the pool that a policy names, or in the default pools of all btrfs mounts. */
final class Search {

    private final MountTable mounts;

    Search(MountTable mounts) {
        this.mounts = mounts;
    }

    List<FoundCopy> copies(CopyPolicy policy) throws IOException {
        Set<Path> pools = new LinkedHashSet<>();
        if (policy.targetPool().isEmpty()) {
            for (Mount mount : mounts.all()) {
                if (mount.type().equals("btrfs")) {
                    pools.add(mount.point().resolve(Pool.DEFAULT_NAME));
                }
            }
        } else {
            pools.add(Path.of(policy.targetPool()));
        }
        List<FoundCopy> copies = new ArrayList<>();
        for (Path path : pools) {
            Pool pool = new Pool(path, BtrfsBlade.TECHNOLOGY);
            for (String id : pool.groups()) {
                copies.add(found(path, id, pool.group(id)));
            }
        }
        return copies;
    }

    private static FoundCopy found(Path pool, String id, GroupDirectory directory) throws IOException {
        boolean entombed = directory.isEntombed();
        Optional<Marker> marker = entombed ? directory.entombedMarker() : directory.marker();
        Path where = entombed ? directory.tombstone() : directory.path();
        return new FoundCopy(
                where.toString(),
                Optional.of(new CopyGroupId(id)),
                marker.flatMap(Marker::at),
                Optional.of(new BtrfsBinding(pool).toBinding()),
                directory.manifest());
    }
}
