package org.copyblade.blade.flashcopy.internal.virtualize;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;

/**
 * How this host names volumes of the system: by the path of the device that Linux gives to a unique id, and, for directories,
 * as the configuration says. Pure.
 */
final class ClusterHost {
    private static final String DEVICE = "/dev/disk/by-id/wwn-0x";

    private ClusterHost() {}

    /** Where Linux finds a volume that is mapped to it. */
    static String device(Vdisk vdisk) {
        return DEVICE + vdisk.uid().toLowerCase(Locale.ROOT);
    }

    /** What is not of this system is left out. */
    static List<LocatedVolume> locate(
            Collection<HostVolume> hosts, ClusterView view, String system, Map<String, String> paths) {
        List<LocatedVolume> located = new ArrayList<>();
        for (HostVolume host : hosts) {
            if (host.kind() == HostVolume.Kind.PATH) {
                find(host.id(), view, paths).ifPresent(vdisk -> located.add(located(host, vdisk, system)));
            }
        }
        return located;
    }

    private static Optional<Vdisk> find(String path, ClusterView view, Map<String, String> paths) {
        String normal = normalized(path);
        if (normal.startsWith(DEVICE)) {
            return view.byUid(normal.substring(DEVICE.length()).toUpperCase(Locale.ROOT));
        }
        return Optional.ofNullable(paths.get(normal)).flatMap(view::named);
    }

    private static String normalized(String path) {
        try {
            return Path.of(path).normalize().toString();
        } catch (InvalidPathException e) {
            // No directory of this host can have it.
            return "";
        }
    }

    private static LocatedVolume located(HostVolume host, Vdisk vdisk, String system) {
        List<BladeFinding> findings = vdisk.status().equals("online")
                ? List.of()
                : List.of(BladeFinding.error(
                        host.id(), "volume " + vdisk.name() + " is " + vdisk.status(), "repair the volume first"));
        return new LocatedVolume(
                host,
                new VdiskSource(system, vdisk.uid()).toString(),
                vdisk.capacityBytes(),
                "fb",
                new HoldDomain(system + "/" + vdisk.uid()),
                findings);
    }
}
