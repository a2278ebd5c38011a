package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Finds volumes by their serial, which the array does not know: the configuration says which volume bears it. */
final class Locator {

    private final Endpoint endpoint;
    private final Call call;

    Locator(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<LocatedVolume> locate(Collection<HostVolume> hosts) throws RestException {
        Map<HostVolume, VolumeId> wanted = new LinkedHashMap<>();
        for (HostVolume host : hosts) {
            if (host.kind() == HostVolume.Kind.VOLSER) {
                String serial = host.id().strip().toUpperCase(Locale.ROOT);
                Optional.ofNullable(endpoint.settings().volsers().get(serial))
                        .ifPresent(volume -> wanted.put(host, volume));
            }
        }
        List<Volume> volumes = endpoint.volumes(wanted.values(), call);
        List<LocatedVolume> located = new ArrayList<>();
        wanted.forEach((host, id) -> volumes.stream()
                .filter(volume -> volume.id().equals(id))
                .findFirst()
                .ifPresent(volume -> located.add(located(host, volume))));
        return located;
    }

    private LocatedVolume located(HostVolume host, Volume volume) {
        String array = endpoint.settings().array();
        List<BladeFinding> findings = new ArrayList<>();
        if (!volume.isCkd()) {
            findings.add(BladeFinding.error(
                    host.id(),
                    "volume " + volume.id() + " is " + volume.emulation() + ", which z/OS does not use",
                    "correct 'volsers' of the endpoint"));
        }
        return new LocatedVolume(
                host,
                new SourceId(array, volume.id()).toString(),
                volume.bytes(),
                volume.emulation(),
                new HoldDomain(array),
                findings);
    }
}
