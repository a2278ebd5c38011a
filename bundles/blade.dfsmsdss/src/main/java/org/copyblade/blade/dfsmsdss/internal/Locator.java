package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.dfsmsdss.internal.jcl.DataSetName;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.ZosmfException;

/** Finds volumes and data sets in z/OS. A volume serial and a data set name are their own ids on the storage. */
final class Locator {

    private final Endpoint endpoint;
    private final Call call;

    Locator(Endpoint endpoint, Call call) {
        this.endpoint = endpoint;
        this.call = call;
    }

    List<LocatedVolume> locate(Collection<HostVolume> volumes) throws ZosmfException {
        boolean any = volumes.stream().anyMatch(volume -> volume.kind() != HostVolume.Kind.PATH);
        if (!any) {
            return List.of();
        }
        Map<Volser, Device> devices = endpoint.devices(call);
        List<LocatedVolume> located = new ArrayList<>();
        for (HostVolume volume : volumes) {
            switch (volume.kind()) {
                case VOLSER -> device(devices, volume.id()).ifPresent(device -> located.add(volume(volume, device)));
                case DATA_SET -> dataSet(volume, devices).ifPresent(located::add);
                case PATH -> {
                    // A path of this host is nothing of z/OS.
                }
            }
        }
        return List.copyOf(located);
    }

    private static Optional<Device> device(Map<Volser, Device> devices, String volser) {
        return Volser.isValid(volser) ? Optional.ofNullable(devices.get(new Volser(volser))) : Optional.empty();
    }

    private static LocatedVolume volume(HostVolume volume, Device device) {
        return new LocatedVolume(
                volume,
                device.volser().value(),
                device.bytes(),
                device.type(),
                new HoldDomain(device.holdDomain()),
                List.of());
    }

    private Optional<LocatedVolume> dataSet(HostVolume volume, Map<Volser, Device> devices) throws ZosmfException {
        if (!DataSetName.isValid(volume.id())) {
            return Optional.empty();
        }
        Optional<DataSetEntry> entry = endpoint.zos().dataSets(volume.id(), Endpoint.bounds(call)).stream()
                .filter(found -> found.name().equals(volume.id()))
                .findFirst();
        return entry.map(found -> new LocatedVolume(
                volume,
                found.name(),
                0,
                found.organization().isEmpty() ? "data set" : found.organization(),
                new HoldDomain(found.volumes().stream()
                        .flatMap(volser -> device(devices, volser).stream())
                        .map(Device::holdDomain)
                        .findFirst()
                        .orElse(endpoint.settings().endpoint() + "/data sets")),
                List.of()));
    }
}
