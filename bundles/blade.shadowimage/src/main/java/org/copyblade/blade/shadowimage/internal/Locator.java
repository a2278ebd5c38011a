package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;

/**
 * Finds volumes by the serials that the configuration names: the storage does not know how z/OS has labelled a volume. Paths
 * and data sets are not known to it either.
 */
final class Locator {

    private final Endpoint endpoint;
    private final Call call;

    Locator(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<LocatedVolume> locate(Collection<HostVolume> hosts) throws RestException {
        Map<HostVolume, Integer> known = new LinkedHashMap<>();
        for (HostVolume host : hosts) {
            String serial = host.id().strip().toUpperCase(Locale.ROOT);
            if (host.kind() == HostVolume.Kind.VOLSER
                    && endpoint.settings().volsers().containsKey(serial)) {
                known.put(host, endpoint.settings().volsers().get(serial));
            }
        }
        if (known.isEmpty()) {
            return List.of();
        }
        String storage = endpoint.array().storageId(call);
        StorageView view = new StorageView(endpoint.array().ldevs(known.values(), call), List.of());
        List<LocatedVolume> located = new ArrayList<>();
        known.forEach((host, number) -> {
            Optional<Ldev> ldev = view.ldev(number);
            ldev.ifPresent(found -> located.add(located(storage, host, found)));
        });
        return located;
    }

    private static LocatedVolume located(String storage, HostVolume host, Ldev ldev) {
        List<BladeFinding> findings = ldev.isNormal()
                ? List.of()
                : List.of(BladeFinding.error(
                        host.id(), "LDEV " + ldev.id() + " is in status " + ldev.status(), "repair the volume first"));
        return new LocatedVolume(
                host,
                new SourceId(storage, ldev.id()).toString(),
                ldev.bytes(),
                ldev.emulation(),
                new HoldDomain(storage),
                findings);
    }
}
