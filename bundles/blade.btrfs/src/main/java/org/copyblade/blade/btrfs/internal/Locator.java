package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/** Finds the subvolumes behind paths. A path inside a subvolume is answered as it is, with an error finding. */
final class Locator {

    private final MountTable mounts;

    Locator(MountTable mounts) {
        this.mounts = mounts;
    }

    List<LocatedVolume> locate(Collection<HostVolume> volumes) throws IOException {
        List<LocatedVolume> located = new ArrayList<>();
        try (Subvolumes subvolumes = new Subvolumes()) {
            SubvolumeCheck check = new SubvolumeCheck(subvolumes, mounts);
            for (HostVolume volume : volumes) {
                if (volume.kind() == HostVolume.Kind.PATH && isDirectory(volume.id())) {
                    Path path = Path.of(volume.id()).toRealPath();
                    Mount mount = mounts.holding(path);
                    if (mount.type().equals("btrfs")) {
                        located.add(new LocatedVolume(
                                volume,
                                path.toString(),
                                0,
                                mount.type(),
                                new HoldDomain(mount.storageName()),
                                check.findings(path.toString(), path.toString())));
                    }
                }
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
}
