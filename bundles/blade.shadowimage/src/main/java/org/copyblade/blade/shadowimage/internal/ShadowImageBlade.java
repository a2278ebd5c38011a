package org.copyblade.blade.shadowimage.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.RestoreMode;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.rest.KeptSessions;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
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
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.RefusedEdit;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.spi.RestoreChoice;
import org.copyblade.endpoint.HostClock;
import org.copyblade.endpoint.LastGood;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The blade for one Hitachi VSP through its REST API. It keeps nothing of any group: every call works from the group, the
 * binding and the storage. For many threads.
 */
@Component(
        service = CopyBlade.class,
        immediate = true,
        configurationPid = ShadowImageConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ShadowImageConfig.class, factory = true)
@BladeService(blade = ShadowImageBlade.TECHNOLOGY)
public final class ShadowImageBlade implements CopyBlade, LastLook, RestoreChoice, RefusedEdit {

    static final String TECHNOLOGY = "shadowimage";

    /** Work of one call that may meet a failing request which can be repeated. */
    private interface Work<R> {
        R on(Endpoint current) throws BladeException, RestException;
    }

    private final HostClock clock;
    private final KeptSessions sessions;
    private final LastGood<Endpoint> endpoint;

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public ShadowImageBlade(ShadowImageConfig config, Map<String, Object> given, BundleContext bundle) {
        this.sessions = kept(given, bundle);
        this.endpoint = new LastGood<>(made(config, given, sessions));
        this.clock = HostClock.system();
    }

    /** Outside a framework, where no bundle has a place to keep the numbers of sessions. */
    public ShadowImageBlade(ShadowImageConfig config, Map<String, Object> given) {
        this(made(config, given, KeptSessions.none()), HostClock.system());
    }

    ShadowImageBlade(Endpoint endpoint, HostClock clock) {
        this.sessions = KeptSessions.none();
        this.endpoint = new LastGood<>(endpoint);
        this.clock = clock;
    }

    /** One file for each configuration; its name is of use to nobody else. */
    private static KeptSessions kept(Map<String, Object> given, BundleContext bundle) {
        String name = Integer.toHexString(String.valueOf(given.get("endpoint")).hashCode());
        return Optional.ofNullable(bundle.getDataFile("sessions-" + name))
                .map(file -> KeptSessions.in(file.toPath()))
                .orElseGet(KeptSessions::none);
    }

    /** What is under way goes on with the old values; a configuration that cannot be used is refused, the last one stays. */
    @Modified
    void modified(ShadowImageConfig config, Map<String, Object> given) {
        endpoint.change(() -> made(config, given, sessions), Endpoint::retire);
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
        ShadowSettings settings = endpoint.get().settings();
        return new BladeInfo(
                TECHNOLOGY,
                settings.endpoint(),
                "1.0.0",
                BladeInfo.Grain.VOLUME,
                true,
                BladeInfo.Reach.ENDPOINT,
                BladeInfo.HoldAbility.NONE,
                BladeInfo.Mark.NAMED,
                effect(settings.quickRestore() || Method.of(policy.method()).equals(Optional.of(Method.THIN_IMAGE))));
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

    /** A pair that somebody has split since would keep its old image, and the split would report success. */
    @Override
    public void look(CopyGroup group, Binding prepared, Call call) throws BladeException {
        doing("establish " + group.id(), current -> {
            ShadowBinding own = read(current, group, prepared);
            new InStep(group, own).require("establish", current.look(own, call));
            return own;
        });
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        Endpoint current = endpoint.get();
        return new Establisher(current, group, read(current, group, binding)).establish(hold, call);
    }

    /** ShadowImage holds no writes. */
    @Override
    public Release release(CopyGroup group, Binding binding, Call call) {
        return Release.NOTHING_HELD;
    }

    /** A pair lies on the storage: a power loss of this host does not touch it. What does not last is seen: whose split it was. */
    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing(
                "see who has split " + group.id(),
                current -> new Witness(current, read(current, group, binding), call).step());
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("query " + group.id(), current -> {
            ShadowBinding own = read(current, group, binding);
            return new Judge(own, group.id(), current.look(own, call)).state();
        });
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        return doing(
                "expose " + group.id(),
                current -> new Exposure(current, group, read(current, group, binding), call).expose(members, mode));
    }

    /** Nothing was changed on the storage, so there is nothing to undo. */
    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) {
        return binding;
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        return doing("plan the restore of " + group.id(), current -> {
            ShadowBinding own = read(current, group, binding);
            Set<Integer> sources = new Members(group, own).sources(members);
            boolean consuming = Restorer.isConsuming(Restorer.mode(current.settings()), own.method());
            StorageView view = current.look(own.labelled().stream().toList(), call);
            return new RestoreCheck(consuming, group, own, view).findings(sources);
        });
    }

    @Override
    public Chosen chooseRestore(Binding binding) throws BladeException {
        ShadowBinding own = BindingForm.read(binding);
        RestoreMode mode = Restorer.mode(endpoint.get().settings());
        return new Chosen(BindingForm.write(own.with(mode)), effect(Restorer.isConsuming(mode, own.method())));
    }

    private static BladeInfo.RestoreEffect effect(boolean consuming) {
        return consuming ? BladeInfo.RestoreEffect.CONSUMES_COPY : BladeInfo.RestoreEffect.KEEPS_COPY;
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        return doing("restore " + group.id(), current -> {
            ShadowBinding own = read(current, group, binding);
            return new Restorer(current, group, own, call).step(new Members(group, own).sources(members));
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
        return doing("list copies", current -> new Search(current, call).copies(policy));
    }

    /** One storage has no say about the pairs of another, least of all that they are gone. */
    private static ShadowBinding read(Endpoint current, CopyGroup group, Binding binding) throws BladeException {
        ShadowBinding own = BindingForm.read(binding);
        current.requireStorage(group.id(), own.storage());
        return own;
    }

    private <R> R doing(String what, Work<R> work) throws BladeException {
        try {
            return work.on(endpoint.get());
        } catch (RestException e) {
            throw Failures.repeatable(what, e);
        }
    }

    private static Endpoint made(ShadowImageConfig config, Map<String, Object> given, KeptSessions sessions) {
        try {
            return new Endpoint(SettingsReader.read(config, given), sessions);
        } catch (BladeException e) {
            throw new IllegalArgumentException(
                    e.code() + " endpoint '" + given.get("endpoint") + "': " + e.getMessage() + "\nHINT: " + e.hint());
        }
    }
}
