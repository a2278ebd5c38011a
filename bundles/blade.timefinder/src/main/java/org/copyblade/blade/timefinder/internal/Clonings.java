package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.endpoint.HostClock;

/** TimeFinder/Clone and the BCV mode, which is carried by clone sessions. */
final class Clonings implements MethodWork {

    @Override
    public CopyPlan plan(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call)
            throws BladeException, RestException {
        return new ClonePlanner(endpoint, group, policy, call).plan();
    }

    @Override
    public Preparation prepare(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        return new ClonePreparer(endpoint, group, read(endpoint, group, binding), call).step();
    }

    @Override
    public Establishment establish(Endpoint endpoint, CopyGroup group, Binding binding, Hold hold, Call call)
            throws BladeException {
        return new CloneEstablisher(endpoint, group, read(endpoint, group, binding)).establish(hold, call);
    }

    @Override
    public CopyState query(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        CloneBinding own = read(endpoint, group, binding);
        return new CloneJudge(own, endpoint.look(group.id(), own, call)).state();
    }

    @Override
    public Exposed expose(
            Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException, RestException {
        return new CloneExposure(endpoint, group, read(endpoint, group, binding), call).expose(members, mode);
    }

    /** Nothing was changed on the storage, so there is nothing to undo. */
    @Override
    public Binding conceal(Endpoint endpoint, CopyGroup group, Binding binding, Call call) {
        return binding;
    }

    @Override
    public List<BladeFinding> planRestore(
            Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException, RestException {
        CloneBinding own = read(endpoint, group, binding);
        Set<VolumeId> sources = Members.of(group, own).sources(members);
        Set<VolumeId> snapped = endpoint.snapshots(sources, call).stream()
                .map(DeviceSnapshot::volume)
                .collect(Collectors.toSet());
        return new CloneRestoreCheck(group, own, endpoint.look(group.id(), own, call), snapped).findings(sources);
    }

    @Override
    public Advance restore(Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException, RestException {
        CloneBinding own = read(endpoint, group, binding);
        return new CloneRestorer(endpoint, group, own, call)
                .step(Members.of(group, own).sources(members));
    }

    /** There are no secure clones. */
    @Override
    public List<BladeFinding> planWithdraw(Endpoint endpoint, CopyGroup group, Binding binding, Call call) {
        return List.of();
    }

    @Override
    public Advance withdraw(Endpoint endpoint, HostClock clock, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        return new CloneWithdrawal(endpoint, clock, group, read(endpoint, group, binding), call).step();
    }

    private static CloneBinding read(Endpoint endpoint, CopyGroup group, Binding binding) throws BladeException {
        CloneBinding own = CloneBindingForm.read(binding);
        endpoint.requireArray(group.id(), own.array());
        return own;
    }
}
