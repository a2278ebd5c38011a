package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/** Finds the directory trees of this host behind paths. */
final class Locator {

    private final MountTable mounts;

    Locator(MountTable mounts) {
        this.mounts = mounts;
    }

    List<LocatedVolume> locate(Collection<HostVolume> volumes) throws IOException {
        List<LocatedVolume> located = new ArrayList<>();
        for (HostVolume volume : volumes) {
            if (volume.kind() == HostVolume.Kind.PATH && isDirectory(volume.id())) {
                located.add(located(volume, Path.of(volume.id()).toRealPath()));
            }
        }
        return located;
    }

    private static boolean isDirectory(String path) {
        try {
            return Path.of(path).isAbsolute() && Files.isDirectory(Path.of(path));
        } catch (InvalidPathException notOfThisHost) {
            return false;
        }
    }

    private LocatedVolume located(HostVolume volume, Path tree) throws IOException {
        Mount mount = mounts.holding(tree);
        List<BladeFinding> findings = mounts.below(tree).stream()
                .map(inner -> BladeFinding.warning(
                        tree.toString(),
                        "a " + inner.type() + " filesystem is mounted inside at " + tree.relativize(inner.point()),
                        "make it a member of its own and exclude it here"))
                .toList();
        return new LocatedVolume(
                volume, tree.toString(), 0, mount.type(), new HoldDomain(mount.storageName()), findings);
    }
}
