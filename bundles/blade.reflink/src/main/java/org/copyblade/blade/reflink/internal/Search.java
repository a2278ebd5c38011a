package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Pool;

/** Finds every copy of this blade in the pool that a policy names, or in the default pools of all mounts. */
final class Search {

    private final MountTable mounts;

    Search(MountTable mounts) {
        this.mounts = mounts;
    }

    List<FoundCopy> copies(CopyPolicy policy) throws IOException, BladeException {
        Set<Path> pools = new LinkedHashSet<>();
        if (policy.targetPool().isEmpty()) {
            for (Mount mount : mounts.all()) {
                pools.add(mount.point().resolve(Pool.DEFAULT_NAME));
            }
        } else {
            pools.add(Path.of(policy.targetPool()));
        }
        List<FoundCopy> copies = new ArrayList<>();
        for (Path path : pools) {
            Pool pool = new Pool(path, ReflinkBlade.TECHNOLOGY);
            for (String id : pool.groups()) {
                copies.add(found(path, id, pool.group(id)));
            }
        }
        return copies;
    }

    private static FoundCopy found(Path pool, String id, GroupDirectory directory) throws IOException, BladeException {
        Optional<Marker> marker = directory.isEntombed() ? directory.entombedMarker() : directory.marker();
        // The pool may be mounted elsewhere today: what counts is where we found it.
        Facts facts = marker.map(Marker::facts)
                .orElse(Facts.none().with("method", "FAST"))
                .with("pool", pool);
        Binding binding = ReflinkBinding.of(facts).toBinding();
        return new FoundCopy(
                directory.isEntombed()
                        ? directory.tombstone().toString()
                        : directory.path().toString(),
                Optional.of(new CopyGroupId(id)),
                marker.flatMap(Marker::at),
                Optional.of(binding),
                directory.manifest());
    }
}
