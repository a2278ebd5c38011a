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
import org.copyblade.blade.spi.LastLook;
import org.copyblade.blade.spi.LateRequests;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.RefusedEdit;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.spi.RestoreBeside;
import org.copyblade.blade.spi.SecureCopies;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.LastGood;
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
@BladeService(blade = TimeFinderBlade.TECHNOLOGY, version = TimeFinderBlade.VERSION)
public final class TimeFinderBlade
        implements CopyBlade, LastLook, LateRequests, RestoreBeside, SecureCopies, RefusedEdit {

    static final String TECHNOLOGY = "timefinder";

    /** Lists show the one of the service, evidence of a backup that of {@link #info}. */
    static final String VERSION = "1.1.0";

    /** Work of one call that may meet a failing request which can be repeated. */
    private interface Work<R> {
        R on(Endpoint current) throws BladeException, RestException;
    }

    private final HostClock clock;
    private final LastGood<Endpoint> endpoint;

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public TimeFinderBlade(TimeFinderConfig config, Map<String, Object> given) {
        this(made(config, given), HostClock.system());
    }

    TimeFinderBlade(Endpoint endpoint, HostClock clock) {
        this.endpoint = new LastGood<>(endpoint);
        this.clock = clock;
    }

    /** What is under way goes on with the old values; a configuration that cannot be used is refused, the last one stays. */
    @Modified
    void modified(TimeFinderConfig config, Map<String, Object> given) {
        endpoint.change(() -> made(config, given), Endpoint::close);
    }

    @Override
    public Optional<String> refusedEdit() {
        return endpoint.refusal();
    }

    /** The array goes on by itself; leases are drained before. */
    @Deactivate
    void close() {
        endpoint.get().close();
    }

    @Override
    public BladeInfo info() {
        return info(CopyPolicy.builder().build());
    }

    @Override
    public BladeInfo info(CopyPolicy policy) {
        return new BladeInfo(
                TECHNOLOGY,
                endpoint.get().settings().endpoint(),
                VERSION,
                BladeInfo.Grain.VOLUME,
                !Method.of(policy.method()).orElse(Method.SNAPVX).isSnapshot(),
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
        MethodWork method = work(Method.of(policy.method()).orElse(Method.SNAPVX));
        return doing("plan " + group.id(), current -> method.plan(current, group, policy, call));
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        MethodWork method = work(binding);
        return doing("prepare " + group.id(), current -> method.prepare(current, group, binding, call));
    }

    /** What is prepared a step of prepare only looks at; and a connection stands when the window begins. */
    @Override
    public void look(CopyGroup group, Binding prepared, Call call) throws BladeException {
        if (!(prepare(group, prepared, call) instanceof Preparation.Prepared)) {
            throw TimeFinderFault.STATE.error(
                    "cannot establish " + group.id() + ": it is not prepared any more",
                    "somebody has changed it; withdraw the copy and plan a new group");
        }
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        return work(binding).establish(endpoint.get(), group, binding, hold, call);
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
        MethodWork method = work(binding);
        return doing("query " + group.id(), current -> method.query(current, group, binding, call));
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        MethodWork method = work(binding);
        return doing("expose " + group.id(), current -> method.expose(current, group, binding, members, mode, call));
    }

    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) throws BladeException {
        MethodWork method = work(binding);
        return doing("conceal " + group.id(), current -> method.conceal(current, group, binding, call));
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        MethodWork method = work(binding);
        return doing(
                "plan the restore of " + group.id(),
                current -> method.planRestore(current, group, binding, members, call));
    }

    @Override
    public List<BladeFinding> planRestoreBeside(
            CopyGroup group, Binding binding, Set<String> members, CopyPolicy before, Call call) throws BladeException {
        boolean snapshot = Method.of(before.method()).orElse(Method.SNAPVX).isSnapshot();
        return snapshot && !BindingForm.method(binding).isSnapshot()
                ? List.of(CloneRestoreCheck.besideOurSnapshot(group.id().value()))
                : List.of();
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        MethodWork method = work(binding);
        return doing("restore " + group.id(), current -> method.restore(current, group, binding, members, call));
    }

    @Override
    public List<BladeFinding> planWithdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        MethodWork method = work(binding);
        return doing(
                "plan the withdrawal of " + group.id(), current -> method.planWithdraw(current, group, binding, call));
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        MethodWork method = work(binding);
        return doing("withdraw " + group.id(), current -> method.withdraw(current, clock, group, binding, call));
    }

    /** An activation of clones that comes late finds no storage group, so of those nothing is waited for anyhow. */
    @Override
    public Binding nothingUnderWay(Binding prepared) throws BladeException {
        return BindingForm.method(prepared).isSnapshot()
                ? BindingForm.write(BindingForm.read(prepared).nothingUnderWay())
                : prepared;
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        return doing("list copies", current -> new Search(current, call).copies());
    }

    private static MethodWork work(Binding binding) throws BladeException {
        return work(BindingForm.method(binding));
    }

    private static MethodWork work(Method method) {
        return method.isSnapshot() ? new Snapshots() : new Clonings();
    }

    private <R> R doing(String what, Work<R> work) throws BladeException {
        try {
            return work.on(endpoint.get());
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
