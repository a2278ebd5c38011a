package org.copyblade.blade.dfsmsdss.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.copyblade.blade.dfsmsdss.internal.zos.ZosmfZos;
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
import org.copyblade.blade.spi.DataSetCopier;
import org.copyblade.blade.spi.DataSetCopy;
import org.copyblade.blade.spi.DataSetTarget;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.HoldTimer;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.RefusedEdit;
import org.copyblade.blade.spi.Release;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.LastGood;
import org.copyblade.zosmf.ConnectionConfig;
import org.copyblade.zosmf.ConnectionReader;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The blade for one z/OS through its z/OSMF. It keeps nothing of any group but which z/OS was to hold it: every call works from
 * the group, the binding, the catalog of z/OS and JES. For many threads.
 */
@Component(
        service = CopyBlade.class,
        immediate = true,
        configurationPid = DssConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DssConfig.class, factory = true)
@BladeService(blade = DfsmsdssBlade.TECHNOLOGY)
public final class DfsmsdssBlade implements CopyBlade, HostCopier, DataSetCopier, HoldTimer, RefusedEdit {

    static final String TECHNOLOGY = "dfsmsdss";

    /** Work of one call that may meet a failing request which can be repeated. */
    private interface Work<R> {
        R on(Endpoint current) throws BladeException, ZosmfException;
    }

    /** @param connection ends with the endpoint; nothing in a test */
    private record Connected(Endpoint endpoint, AutoCloseable connection) {
        void end() {
            try {
                connection.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot end the connection to z/OSMF: " + e.getMessage(), e);
            }
        }
    }

    private final LastGood<Connected> connected;

    /** Of each group that was established with a hold and not released: an edit meanwhile must not send its release elsewhere. */
    private final Map<CopyGroupId, Endpoint> holding = new ConcurrentHashMap<>();

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public DfsmsdssBlade(DssConfig config, ConnectionConfig access, Map<String, Object> given) {
        this.connected = new LastGood<>(connected(config, access, given));
    }

    DfsmsdssBlade(Endpoint endpoint, AutoCloseable connection) {
        this.connected = new LastGood<>(new Connected(endpoint, connection));
    }

    /** What is under way goes on with the old values; a configuration that cannot be used is refused, the last one stays. */
    @Modified
    void modified(DssConfig config, ConnectionConfig access, Map<String, Object> given) {
        connected.change(() -> connected(config, access, given), Connected::end);
    }

    @Override
    public Optional<String> refusedEdit() {
        return connected.refusal();
    }

    /** Jobs go on by themselves; leases are drained before. */
    @Deactivate
    void close() {
        connected.get().end();
    }

    private Endpoint endpoint() {
        return connected.get().endpoint();
    }

    private static Connected connected(DssConfig config, ConnectionConfig access, Map<String, Object> given) {
        try {
            DssSettings settings = SettingsReader.read(config, given);
            Zosmf zosmf = Zosmf.of(ConnectionReader.read(access, given));
            return new Connected(endpoint(settings, zosmf, config, given), zosmf);
        } catch (BladeException e) {
            throw new IllegalArgumentException(
                    e.code() + " endpoint '" + given.get("endpoint") + "': " + e.getMessage() + "\nHINT: " + e.hint());
        } catch (ZosmfException e) {
            throw new IllegalArgumentException(
                    DssFault.CONFIG.code() + " endpoint '" + given.get("endpoint") + "': " + e.getMessage());
        }
    }

    private static Endpoint endpoint(DssSettings settings, Zosmf zosmf, DssConfig config, Map<String, ?> given)
            throws BladeException {
        String console = SettingsReader.console(config, given);
        var shape = SettingsReader.shape(config, given);
        return new Endpoint(
                settings, new ZosmfZos(zosmf, console, shape), new ZosmfZos(zosmf.on(Lane.WINDOW), console, shape));
    }

    @Override
    public Optional<Duration> holdTimer(CopyGroup group, Binding planned, Call call) {
        return Optional.of(endpoint().settings().freezeTimer());
    }

    @Override
    public BladeInfo info() {
        return info(CopyPolicy.builder().build());
    }

    @Override
    public BladeInfo info(CopyPolicy policy) {
        boolean dataSets = Grain.of(policy.method())
                .filter(grain -> grain == Grain.DATA_SET)
                .isPresent();
        boolean byVolume = !dataSets && policy.fastReplication() != CopyPolicy.FastReplication.NONE;
        return new BladeInfo(
                TECHNOLOGY,
                endpoint().settings().endpoint(),
                "1.0.0",
                dataSets ? BladeInfo.Grain.DATA_SET : BladeInfo.Grain.VOLUME,
                !dataSets,
                byVolume ? BladeInfo.Reach.VOLUME : BladeInfo.Reach.NONE,
                byVolume ? BladeInfo.HoldAbility.INSIDE_ESTABLISH : BladeInfo.HoldAbility.NONE,
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
        DssBinding own = BindingForm.read(binding);
        return doing("prepare " + group.id(), current -> new Preparer(current, group, own, call).step());
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        DssBinding own = BindingForm.read(binding);
        Endpoint current = endpoint();
        if (hold.wanted()) {
            holding.put(group.id(), current);
        }
        return new Establisher(current, group, own, call).establish(hold);
    }

    @Override
    public Release release(CopyGroup group, Binding binding, Call call) throws BladeException {
        DssBinding own = BindingForm.read(binding);
        Optional<Endpoint> held = Optional.ofNullable(holding.get(group.id()));
        Release release = new Releaser(held.orElseGet(this::endpoint), held.isPresent(), group, own, call).release();
        // One without an answer is repeated, and must not go elsewhere then.
        holding.remove(group.id());
        return release;
    }

    /**
     * A copy lies on the storage: a power loss of this host does not touch it. But if the answer of its job was lost, the
     * report of the job is all that proves it. Its warnings are told now that no window is open.
     */
    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) throws BladeException {
        DssBinding own = BindingForm.read(binding);
        return doing("harden " + group.id(), current -> {
            DssBinding settled = new Inquiry(current, group.id(), own, call).settled();
            current.warn(group.id(), settled.jobThatCopied(), settled.warnings());
            return new Advance.Done(BindingForm.write(settled));
        });
    }

    @Override
    public Advance copy(CopyGroup group, Binding binding, Call call) throws BladeException {
        DssBinding own = BindingForm.read(binding);
        return doing("copy " + group.id(), current -> new ThroughHost(current, group, own, call).step());
    }

    @Override
    public Advance copy(
            CopyGroupId order,
            List<Exposed.Exposure> exposed,
            List<DataSetCopy> dataSets,
            DataSetTarget to,
            Optional<Binding> progress,
            Call call)
            throws BladeException {
        Extraction extraction = Extraction.of(order, exposed, dataSets, to);
        return doing("copy data sets for " + order, current -> new Extractor(current, extraction, call).step(progress));
    }

    @Override
    public Optional<Duration> withdraw(CopyGroupId order, Call call) throws BladeException {
        Advance answer = doing("withdraw order " + order, current -> Withdrawal.ofOrder(current, order, call));
        return answer.fold(more -> Optional.of(more.pause()), done -> Optional.empty());
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        DssBinding own = BindingForm.read(binding);
        return doing("query " + group.id(), current -> new Inquiry(current, group.id(), own, call).state());
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        DssBinding own = BindingForm.read(binding);
        return doing("expose " + group.id(), current -> new Exposure(current, group, own, call).expose(members, mode));
    }

    /** Nothing was changed in z/OS, so there is nothing to undo. */
    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) {
        return binding;
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        DssBinding own = BindingForm.read(binding);
        Set<String> sources = Members.sources(group, own, members);
        return doing("plan the restore of " + group.id(), current -> {
            CopyState state = new Inquiry(current, group.id(), own, call).state();
            Units units = own.grain() == Grain.VOLUME ? current.units(call) : new Units(Map.of(), Set.of());
            return new RestoreCheck(group, own, state, units).findings(sources);
        });
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        DssBinding own = BindingForm.read(binding);
        Set<String> sources = Members.sources(group, own, members);
        return doing("restore " + group.id(), current -> new Restorer(current, group, own, call).step(sources));
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        DssBinding own = BindingForm.read(binding);
        holding.remove(group.id());
        return doing("withdraw " + group.id(), current -> new Withdrawal(current, group.id(), own, call).step());
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        return doing("list copies", current -> new Search(current, call).copies());
    }

    private <R> R doing(String what, Work<R> work) throws BladeException {
        try {
            return work.on(endpoint());
        } catch (ZosmfException e) {
            throw Failures.repeatable(what, e);
        }
    }
}
