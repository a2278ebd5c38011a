package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.dfsmsdss.internal.zos.Device;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.zosmf.ZosmfException;

/** Tells where z/OS has the copies: volumes stay online under serials of their own, data sets are in the catalog. */
final class Exposure {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final DssBinding binding;
    private final Call call;

    Exposure(Endpoint endpoint, CopyGroup group, DssBinding binding, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.binding = binding;
        this.call = call;
    }

    Exposed expose(Set<String> members, ExposeMode mode) throws BladeException, ZosmfException {
        if (mode == ExposeMode.WRITABLE) {
            throw DssFault.REQUEST.error(
                    "cannot expose " + group.id() + " for writing: z/OS would write into the copy itself",
                    "expose it for reading, or copy data sets out of it under new names");
        }
        Set<String> sources = Members.sources(group, binding, members);
        CopyState state = new Inquiry(endpoint, group.id(), binding, call).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            throw DssFault.STATE.error(
                    "cannot expose " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
        Map<Volser, Device> devices = binding.grain() == Grain.VOLUME ? endpoint.devices(call) : Map.of();
        Map<String, BoundCopy> bySource = binding.bySource();
        List<Exposed.Exposure> exposures = new ArrayList<>();
        for (CopyMember member : group.members()) {
            if (sources.contains(member.source())) {
                String target = bySource.get(member.source()).target();
                exposures.add(new Exposed.Exposure(member.name(), location(target, devices)));
            }
        }
        return new Exposed(BindingForm.write(binding), exposures);
    }

    private String location(String target, Map<Volser, Device> devices) throws BladeException {
        if (binding.grain() == Grain.DATA_SET) {
            return target;
        }
        return Optional.ofNullable(devices.get(new Volser(target)))
                .map(device -> target + "@" + device.unit())
                .orElseThrow(() -> DssFault.STATE.error(
                        "cannot expose " + group.id() + ": volume " + target + " is not online",
                        "vary it online, then expose again"));
    }
}
