package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Pool;
import org.copyblade.linux.pool.PoolPlace;
import org.copyblade.linux.pool.UntrustedException;

/** Finds every copy of this blade in the pool that a policy names, or in the default pools of all mounts. */
final class Search {

    private final MountTable mounts;

    Search(MountTable mounts) {
        this.mounts = mounts;
    }

    List<FoundCopy> copies(CopyPolicy policy) throws IOException {
        if (!policy.targetPool().isEmpty()) {
            return copies(PoolPlace.real(Path.of(policy.targetPool())));
        }
        List<FoundCopy> copies = new ArrayList<>();
        for (Path pool : Pool.defaults(mounts.all())) {
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
        Pool pool = new Pool(path, ReflinkBlade.TECHNOLOGY);
        List<FoundCopy> copies = new ArrayList<>();
        for (String id : pool.groups()) {
            GroupDirectory directory = pool.group(id);
            try {
                if (!isPart(path, id, directory)) {
                    copies.add(found(path, id, directory));
                }
            } catch (IOException | BladeException unreadable) {
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

    private static FoundCopy found(Path pool, String id, GroupDirectory directory) throws IOException, BladeException {
        Optional<Marker> marker = directory.isEntombed() ? directory.entombedMarker() : directory.marker();
        return new FoundCopy(
                directory.isEntombed()
                        ? directory.tombstone().toString()
                        : directory.path().toString(),
                Optional.of(new CopyGroupId(id)),
                marker.flatMap(Marker::at),
                Optional.of(binding(pool, marker).toBinding()),
                directory.manifest());
    }

    /** A pool may be mounted elsewhere today; if it is the only one, what counts is where we found it. */
    private static ReflinkBinding binding(Path pool, Optional<Marker> marker) throws BladeException {
        ReflinkBinding here = ReflinkBinding.unknown(pool);
        if (marker.isEmpty()) {
            return here;
        }
        ReflinkBinding known = ReflinkBinding.of(marker.get().facts());
        return known.pools().size() > 1 ? known : known.with(here.pools());
    }

    /** Whether this directory holds members only, and the one whose marker counts is there, too. */
    private static boolean isPart(Path pool, String id, GroupDirectory directory) throws IOException, BladeException {
        Optional<Marker> marker = directory.isEntombed() ? directory.entombedMarker() : directory.marker();
        Path main = binding(pool, marker).pools().get(0);
        GroupDirectory mainDirectory = new Pool(main, ReflinkBlade.TECHNOLOGY).group(id);
        return !main.equals(pool) && (mainDirectory.exists() || mainDirectory.isEntombed());
    }
}
