package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.copyblade.blade.flashcopy.internal.array.Subsystem;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;

/**
 * Finds volumes by their serial as z/OS has labelled them. Targets bear the serial of what was copied onto them last, so
 * they are passed over. Paths and data sets are not known to the storage.
 */
final class Locator {

    private final Endpoint endpoint;
    private final Call call;

    Locator(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<LocatedVolume> locate(Collection<HostVolume> hosts) throws RestException {
        List<HostVolume> serials = hosts.stream()
                .filter(host -> host.kind() == HostVolume.Kind.VOLSER)
                .toList();
        if (serials.isEmpty()) {
            return List.of();
        }
        String system = endpoint.array().systemId(call);
        List<String> subsystems = endpoint.array().subsystems(call).stream()
                .filter(subsystem -> subsystem.type().equals("ckd"))
                .map(Subsystem::id)
                .toList();
        StorageView view = endpoint.look(subsystems, call);
        List<LocatedVolume> located = new ArrayList<>();
        for (HostVolume host : serials) {
            List<Volume> found = found(view, host.id().strip().toUpperCase(Locale.ROOT));
            if (!found.isEmpty()) {
                located.add(located(system, host, found));
            }
        }
        return located;
    }

    private List<Volume> found(StorageView view, String serial) {
        return view.volumes().stream()
                .filter(volume -> volume.volser().equals(serial))
                .filter(volume -> !endpoint.settings().targets().contains(volume.id()))
                .filter(volume -> view.markOf(volume.id()).isEmpty())
                .sorted(Comparator.comparing(Volume::id))
                .toList();
    }

    private static LocatedVolume located(String system, HostVolume host, List<Volume> found) {
        Volume volume = found.get(0);
        List<BladeFinding> findings = new ArrayList<>();
        if (found.size() > 1) {
            findings.add(BladeFinding.error(
                    host.id(),
                    "volumes " + volume.id() + " and " + found.get(1).id() + " of " + system + " both have the serial "
                            + host.id(),
                    "add the one that is a target to 'target.volumes' of the endpoint, or relabel it"));
        }
        if (!volume.state().equals("normal")) {
            findings.add(BladeFinding.error(
                    host.id(), "volume " + volume.id() + " is in state " + volume.state(), "repair the volume first"));
        }
        return new LocatedVolume(
                host,
                new SourceId(system, volume.id()).toString(),
                volume.capacityBytes(),
                (volume.storageType() + " " + volume.dataType()).strip(),
                new HoldDomain(system + "/" + volume.id().lss()),
                findings);
    }
}
