package org.copyblade.blade.flashcopy.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.blade.flashcopy.internal.FlashBinding.RestoreMode;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.BladeService;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HoldTimer;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LateRequests;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.RefusedEdit;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.spi.RestoreChoice;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.LastGood;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The blade for one DS8000 through its RESTful API. It keeps nothing of any group: every call works from the group, the
 * binding and the storage. For many threads.
 */
@Component(
        service = CopyBlade.class,
        immediate = true,
        configurationPid = FlashCopyConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FlashCopyConfig.class, factory = true)
@BladeService(blade = FlashCopyBlade.TECHNOLOGY)
public final class FlashCopyBlade implements CopyBlade, LateRequests, RestoreChoice, HoldTimer, RefusedEdit {

    static final String TECHNOLOGY = "flashcopy";

    /** Work of one call that may meet a failing request which can be repeated. */
    private interface Work<R> {
        R on(Endpoint current) throws BladeException, RestException;
    }

    private final HostClock clock;
    private final LastGood<Endpoint> endpoint;

    /** Of each group that was established with a hold and not released: an edit meanwhile must not send its release elsewhere. */
    private final Map<CopyGroupId, Endpoint> holding = new ConcurrentHashMap<>();

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public FlashCopyBlade(FlashCopyConfig config, Map<String, Object> given) {
        this(made(config, given), HostClock.system());
    }

    FlashCopyBlade(Endpoint endpoint, HostClock clock) {
        this.endpoint = new LastGood<>(endpoint);
        this.clock = clock;
    }

    /** What is under way goes on with the old values; a configuration that cannot be used is refused, the last one stays. */
    @Modified
    void modified(FlashCopyConfig config, Map<String, Object> given) {
        endpoint.change(() -> made(config, given), Endpoint::close);
    }

    @Override
    public Optional<String> refusedEdit() {
        return endpoint.refusal();
    }

    /** The storage goes on by itself; leases are drained before. */
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
        FlashSettings settings = endpoint.get().settings();
        return new BladeInfo(
                TECHNOLOGY,
                settings.endpoint(),
                "1.0.0",
                BladeInfo.Grain.VOLUME,
                true,
                BladeInfo.Reach.VOLUME,
                BladeInfo.HoldAbility.UNTIL_RELEASED,
                BladeInfo.Mark.NAMED,
                effect(Restorer.isFast(Restorer.mode(settings), PolicyOptions.of(policy))));
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
    public Optional<Duration> holdTimer(CopyGroup group, Binding planned, Call call) throws BladeException {
        FlashBinding own = BindingForm.read(planned);
        return doing(
                "ask the freeze timers of " + group.id(),
                current -> Optional.of(Preparer.timer(current, own.sourceSubsystems(), call)));
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        return doing("prepare " + group.id(), current -> new Preparer(current, group, own, call).step());
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        Endpoint current = endpoint.get();
        // Edited since it was prepared, it may drive another storage, where nobody has looked at the targets.
        current.requireSeen(own.system(), "establish " + group.id(), call);
        if (hold.wanted()) {
            holding.put(group.id(), current);
        }
        return new Establisher(current, clock, group, own).establish(hold, call);
    }

    @Override
    public Release release(CopyGroup group, Binding binding, Call call) throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        Endpoint held = holding.get(group.id());
        Release release = held == null
                ? new Releaser(endpoint.get(), clock, group, own).releaseWhereItWasPlanned(call)
                : new Releaser(held, clock, group, own).release(call);
        // One without an answer is repeated, and must not go elsewhere then.
        holding.remove(group.id());
        return release;
    }

    /** A relation lies on the storage: a power loss of this host does not touch it. */
    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) {
        return new Advance.Done(binding);
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        return doing("query " + group.id(), current -> {
            StorageView view = current.look(own.targetSubsystems(), call);
            return new Judge(own, group.id(), view).state();
        });
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        return doing("expose " + group.id(), current -> new Exposure(current, group, own, call).expose(members, mode));
    }

    /** Nothing was changed on the storage, so there is nothing to undo. */
    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) {
        return binding;
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        Set<VolumeId> sources = new Members(group, own).sources(members);
        return doing("plan the restore of " + group.id(), current -> {
            Set<String> subsystems = new TreeSet<>(own.targetSubsystems());
            subsystems.addAll(own.sourceSubsystems());
            StorageView view = current.look(subsystems, sources, call);
            return new RestoreCheck(current.settings(), group, own, view).findings(sources);
        });
    }

    @Override
    public Chosen chooseRestore(Binding binding) throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        RestoreMode mode = Restorer.mode(endpoint.get().settings());
        return new Chosen(BindingForm.write(own.with(mode)), effect(Restorer.isFast(mode, own.options())));
    }

    private static BladeInfo.RestoreEffect effect(boolean consuming) {
        return consuming ? BladeInfo.RestoreEffect.CONSUMES_COPY : BladeInfo.RestoreEffect.KEEPS_COPY;
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        Set<VolumeId> sources = new Members(group, own).sources(members);
        return doing("restore " + group.id(), current -> new Restorer(current, group, own, call).step(sources));
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        FlashBinding own = BindingForm.read(binding);
        holding.remove(group.id());
        return doing("withdraw " + group.id(), current -> new Withdrawal(current, clock, group, own, call).step());
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        return doing("list copies", current -> new Search(current, call).copies(policy));
    }

    @Override
    public Binding nothingUnderWay(Binding prepared) throws BladeException {
        return BindingForm.write(BindingForm.read(prepared).nothingUnderWay());
    }

    private <R> R doing(String what, Work<R> work) throws BladeException {
        try {
            return work.on(endpoint.get());
        } catch (RestException e) {
            throw Failures.repeatable(what, e);
        }
    }

    private static Endpoint made(FlashCopyConfig config, Map<String, Object> given) {
        try {
            return new Endpoint(SettingsReader.read(config, given));
        } catch (BladeException e) {
            throw new IllegalArgumentException(
                    e.code() + " endpoint '" + given.get("endpoint") + "': " + e.getMessage() + "\nHINT: " + e.hint());
        }
    }
}
