package org.copyblade.blade.timefinder.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.BladeService;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The blade for one PowerMax through the REST API of its Unisphere. It keeps nothing of any group: every call works from the
 * group, the binding and the array. For many threads.
 */
@Component(
        service = CopyBlade.class,
        immediate = true,
        configurationPid = TimeFinderConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TimeFinderConfig.class, factory = true)
@BladeService(blade = TimeFinderBlade.TECHNOLOGY)
public final class TimeFinderBlade implements CopyBlade {

    static final String TECHNOLOGY = "timefinder";

    /** Work of one call that may meet a failing request which can be repeated. */
    private interface Work<R> {
        R on(Endpoint current) throws BladeException, RestException;
    }

    private final HostClock clock;
    private volatile Endpoint endpoint;

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public TimeFinderBlade(TimeFinderConfig config, Map<String, Object> given) {
        this(made(config, given), HostClock.system());
    }

    TimeFinderBlade(Endpoint endpoint, HostClock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** What is under way goes on with the old values; a configuration that cannot be used is refused, the last one stays. */
    @Modified
    void modified(TimeFinderConfig config, Map<String, Object> given) {
        endpoint = made(config, given);
    }

    /** The array goes on by itself; leases are drained before. */
    @Deactivate
    void close() {
        endpoint.close();
    }

    @Override
    public BladeInfo info() {
        return new BladeInfo(
                TECHNOLOGY,
                endpoint.settings().endpoint(),
                "1.0.0",
                BladeInfo.Grain.VOLUME,
                false,
                BladeInfo.Reach.ENDPOINT,
                BladeInfo.HoldAbility.NONE,
                BladeInfo.Mark.NAMED,
                BladeInfo.RestoreEffect.KEEPS_COPY);
    }

    @Override
    public List<LocatedVolume> locate(Collection<HostVolume> volumes, Call call) throws BladeException {
        return doing("locate volumes", current -> new Locator(current, call).locate(volumes));
    }

    @Override
    public CopyPlan plan(CopyGroup group, CopyPolicy policy, Call call) throws BladeException {
        return doing("plan " + group.id(), current -> new Planner(current, group, policy, call).plan());
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing(
                "prepare " + group.id(),
                current -> new Preparer(current, group, read(current, group, binding), call).step());
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        return new Establisher(endpoint, group, BindingForm.read(binding)).establish(hold, call);
    }

    /** The array itself holds writes for the instant, and nothing after it. */
    @Override
    public Release release(CopyGroup group, Binding binding, Call call) {
        return Release.NOTHING_HELD;
    }

    /** A snapshot lies on the array: a power loss of this host does not touch it. */
    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) {
        return new Advance.Done(binding);
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("query " + group.id(), current -> {
            TimeFinderBinding own = read(current, group, binding);
            return new Judge(own, current.look(group.id(), call)).state();
        });
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        return doing(
                "expose " + group.id(),
                current -> new Exposure(current, group, read(current, group, binding), call).expose(members, mode));
    }

    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing(
                "conceal " + group.id(),
                current ->
                        BindingForm.write(new Exposure(current, group, read(current, group, binding), call).conceal()));
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        return doing("plan the restore of " + group.id(), current -> {
            TimeFinderBinding own = read(current, group, binding);
            Set<VolumeId> sources = Members.sources(group, own, members);
            GroupView view = current.look(group.id(), call);
            List<DeviceSnapshot> all = current.array().snapshots(Optional.empty(), call);
            return new RestoreCheck(group, own, all).findings(sources, view);
        });
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        return doing("restore " + group.id(), current -> {
            TimeFinderBinding own = read(current, group, binding);
            return new Restorer(current, group, own, call).step(Members.sources(group, own, members));
        });
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing(
                "withdraw " + group.id(),
                current -> new Withdrawal(current, clock, group, read(current, group, binding), call).step());
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        return doing("list copies", current -> new Search(current, call).copies());
    }

    private static TimeFinderBinding read(Endpoint current, CopyGroup group, Binding binding) throws BladeException {
        TimeFinderBinding own = BindingForm.read(binding);
        current.requireArray(group.id(), own);
        return own;
    }

    private <R> R doing(String what, Work<R> work) throws BladeException {
        try {
            return work.on(endpoint);
        } catch (RestException e) {
            throw Failures.repeatable(what, e);
        }
    }

    private static Endpoint made(TimeFinderConfig config, Map<String, Object> given) {
        try {
            return new Endpoint(SettingsReader.read(config, given));
        } catch (BladeException e) {
            throw new IllegalArgumentException(
                    e.code() + " endpoint '" + given.get("endpoint") + "': " + e.getMessage() + "\nHINT: " + e.hint());
        }
    }
}
