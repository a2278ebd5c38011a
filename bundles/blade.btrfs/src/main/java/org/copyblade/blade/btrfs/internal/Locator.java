package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;

/**
 * Finds the subvolumes behind paths. A path inside a subvolume that is asked for itself belongs to that one, as a log inside
 * a data directory does; inside any other subvolume it is answered as it is, with an error finding.
 */
final class Locator {

    private final MountTable mounts;

    Locator(MountTable mounts) {
        this.mounts = mounts;
    }

    List<LocatedVolume> locate(Collection<HostVolume> volumes) throws IOException {
        Map<HostVolume, Path> paths = new LinkedHashMap<>();
        for (HostVolume volume : volumes) {
            if (volume.kind() == HostVolume.Kind.PATH && isDirectory(volume.id())) {
                paths.put(volume, Path.of(volume.id()).toRealPath());
            }
        }
        List<LocatedVolume> located = new ArrayList<>();
        try (Subvolumes subvolumes = new Subvolumes()) {
            SubvolumeCheck check = new SubvolumeCheck(subvolumes, mounts);
            for (Map.Entry<HostVolume, Path> entry : paths.entrySet()) {
                Path path = entry.getValue();
                Mount mount = mounts.holding(path);
                if (mount.type().equals("btrfs")) {
                    Path source = check.holder(path);
                    boolean askedFor = paths.containsValue(source);
                    String id = (askedFor ? source : path).toString();
                    // What is wrong with a subvolume is told once, with its own path.
                    boolean own = id.equals(path.toString());
                    located.add(new LocatedVolume(
                            entry.getKey(),
                            id,
                            0,
                            mount.type(),
                            new HoldDomain(mount.storageName()),
                            own ? check.findings(id, id) : List.of()));
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
