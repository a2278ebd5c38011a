package org.copyblade.blade.timefinder.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.endpoint.HostClock;

/** SnapVX. */
final class Snapshots implements MethodWork {

    private static final String SECURE_HINT =
            "wait until then; 'snapvx.secure.h' of the endpoint says how long copies are secure";

    @Override
    public CopyPlan plan(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call) throws RestException {
        return new Planner(endpoint, group, policy, call).plan();
    }

    @Override
    public Preparation prepare(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        return new Preparer(endpoint, group, read(endpoint, group, binding), call).step();
    }

    @Override
    public Establishment establish(Endpoint endpoint, CopyGroup group, Binding binding, Hold hold, Call call)
            throws BladeException {
        return new Establisher(endpoint, group, read(endpoint, group, binding)).establish(hold, call);
    }

    @Override
    public CopyState query(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        TimeFinderBinding own = read(endpoint, group, binding);
        GroupView view = endpoint.look(group.id(), call);
        List<Link> links = endpoint.links(group.id(), view.snapshots(), call).stream()
                .map(Shown::link)
                .toList();
        return new Judge(own, view, links).state();
    }

    @Override
    public Exposed expose(
            Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException, RestException {
        return new Exposure(endpoint, group, read(endpoint, group, binding), call).expose(members, mode);
    }

    @Override
    public Binding conceal(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        return BindingForm.write(new Exposure(endpoint, group, read(endpoint, group, binding), call).conceal());
    }

    @Override
    public List<BladeFinding> planRestore(
            Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException, RestException {
        TimeFinderBinding own = read(endpoint, group, binding);
        Set<VolumeId> sources = Members.of(group, own).sources(members);
        GroupView view = endpoint.look(group.id(), call);
        List<DeviceSnapshot> all = endpoint.snapshots(sources, call);
        return new RestoreCheck(group, own, all).findings(sources, view);
    }

    @Override
    public Advance restore(Endpoint endpoint, CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException, RestException {
        TimeFinderBinding own = read(endpoint, group, binding);
        return new Restorer(endpoint, group, own, call)
                .step(Members.of(group, own).sources(members));
    }

    @Override
    public List<BladeFinding> planWithdraw(Endpoint endpoint, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        read(endpoint, group, binding);
        return new SecureTerms(endpoint, call)
                        .until(group.id())
                        .map(until -> BladeFinding.error(
                                Mark.of(group.id()), "is secure: nobody can end it before " + until, SECURE_HINT))
                        .stream()
                        .toList();
    }

    @Override
    public Advance withdraw(Endpoint endpoint, HostClock clock, CopyGroup group, Binding binding, Call call)
            throws BladeException, RestException {
        Withdrawal withdrawal = new Withdrawal(endpoint, clock, group, read(endpoint, group, binding), call);
        try {
            return withdrawal.step();
        } catch (RestException e) {
            Optional<String> until =
                    Failures.isSecure(e) ? new SecureTerms(endpoint, call).until(group.id()) : Optional.empty();
            if (until.isEmpty()) {
                throw e;
            }
            throw TimeFinderFault.SECURE.error(
                    "cannot withdraw " + group.id() + ": its snapshot is secure, nobody can end it before "
                            + until.get(),
                    SECURE_HINT);
        }
    }

    private static TimeFinderBinding read(Endpoint endpoint, CopyGroup group, Binding binding) throws BladeException {
        TimeFinderBinding own = BindingForm.read(binding);
        endpoint.requireArray(group.id(), own.array());
        return own;
    }
}
