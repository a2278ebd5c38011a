package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Pool;
import org.copyblade.linux.pool.PoolPlace;
import org.copyblade.linux.pool.UntrustedException;

/** Finds every copy of this blade in the pool that a policy names, or in the default pools of all btrfs mounts. */
final class Search {

    private final MountTable mounts;

    Search(MountTable mounts) {
        this.mounts = mounts;
    }

    List<FoundCopy> copies(CopyPolicy policy) throws IOException {
        if (!policy.targetPool().isEmpty()) {
            return copies(PoolPlace.real(Path.of(policy.targetPool())));
        }
        List<Mount> able = mounts.all().stream()
                .filter(mount -> mount.type().equals("btrfs"))
                .toList();
        List<FoundCopy> copies = new ArrayList<>();
        for (Path pool : Pool.defaults(able)) {
            try {
                copies.addAll(copies(pool));
            } catch (UntrustedException doubt) {
                copies.add(unknown(doubt));
            } catch (IOException othersOrBroken) {
                // Nobody has named it: whatever somebody has put there must not hide the copies of all others.
            }
        }
        return copies;
    }

    private static List<FoundCopy> copies(Path path) throws IOException {
        Pool pool = new Pool(path, BtrfsBlade.TECHNOLOGY);
        List<FoundCopy> copies = new ArrayList<>();
        for (String id : pool.groups()) {
            GroupDirectory directory = pool.group(id);
            try {
                copies.add(found(path, id, directory));
            } catch (IOException unreadable) {
                copies.add(new FoundCopy(
                        directory.path().toString(),
                        Optional.of(new CopyGroupId(id)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        for (UntrustedException doubt : pool.doubts()) {
            copies.add(unknown(doubt));
        }
        return copies;
    }

    /** There may be copies of ours; people are told where, and why nobody looks. */
    private static FoundCopy unknown(UntrustedException doubt) {
        return new FoundCopy(
                doubt.getMessage(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static FoundCopy found(Path pool, String id, GroupDirectory directory) throws IOException {
        boolean entombed = directory.isEntombed();
        Optional<Marker> marker = entombed ? directory.entombedMarker() : directory.marker();
        Path where = entombed ? directory.tombstone() : directory.path();
        return new FoundCopy(
                where.toString(),
                Optional.of(new CopyGroupId(id)),
                marker.flatMap(Marker::at),
                Optional.of(new BtrfsBinding(pool, Optional.empty()).toBinding()),
                directory.manifest());
    }
}
