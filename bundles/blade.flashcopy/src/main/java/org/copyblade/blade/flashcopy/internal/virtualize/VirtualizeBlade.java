package org.copyblade.blade.flashcopy.internal.virtualize;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.Failures;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.BladeService;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
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
import org.copyblade.blade.spi.RefusedEdit;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.spi.RestoreBeside;
import org.copyblade.endpoint.LastGood;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The blade for one system of IBM Storage Virtualize through its REST interface. A group is one consistency group there,
 * started at one instant, so nothing has to be held. It keeps nothing of any group: every call works from the group, the
 * binding and the storage. For many threads.
 */
@Component(
        service = CopyBlade.class,
        immediate = true,
        configurationPid = VirtualizeConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = VirtualizeConfig.class, factory = true)
@BladeService(blade = VirtualizeBlade.TECHNOLOGY)
public final class VirtualizeBlade implements CopyBlade, RestoreBeside, RefusedEdit {
    static final String TECHNOLOGY = "flashcopy";

    /** Work of one call that may meet a failing request which can be repeated. */
    private interface Work<R> {
        R on(ClusterEndpoint current) throws BladeException, RestException;
    }

    private final LastGood<ClusterEndpoint> endpoint;

    /** Called by declarative services; a configuration that cannot be used is refused with key, value and cure. */
    @Activate
    public VirtualizeBlade(VirtualizeConfig config, Map<String, Object> given) {
        this(made(config, given));
    }

    VirtualizeBlade(ClusterEndpoint endpoint) {
        this.endpoint = new LastGood<>(endpoint);
    }

    /** What is under way goes on with the old values; a configuration that cannot be used is refused, the last one stays. */
    @Modified
    void modified(VirtualizeConfig config, Map<String, Object> given) {
        endpoint.change(() -> made(config, given), ClusterEndpoint::close);
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
        return new BladeInfo(
                TECHNOLOGY,
                endpoint.get().settings().endpoint(),
                "1.0.0",
                BladeInfo.Grain.VOLUME,
                true,
                BladeInfo.Reach.ENDPOINT,
                BladeInfo.HoldAbility.NONE,
                BladeInfo.Mark.NAMED,
                BladeInfo.RestoreEffect.KEEPS_COPY);
    }

    @Override
    public List<LocatedVolume> locate(Collection<HostVolume> volumes, Call call) throws BladeException {
        return doing(
                "locate volumes",
                current -> ClusterHost.locate(
                        volumes,
                        current.look(call),
                        current.cluster().systemId(call),
                        current.settings().paths()));
    }

    @Override
    public CopyPlan plan(CopyGroup group, CopyPolicy policy, Call call) throws BladeException {
        return doing("plan " + group.id(), current -> new GroupPlanner(current, group, policy, call).plan());
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        GroupBinding own = GroupBindingForm.read(binding);
        return doing("prepare " + group.id(), current -> new GroupPreparer(current, group, own, call).step());
    }

    /** One request: the storage starts all mappings of the group at one instant, or none. */
    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        GroupBinding own = GroupBindingForm.read(binding);
        requireReady(group, own, hold, call);
        Instant at = Instant.now();
        long sentNanos = System.nanoTime();
        try {
            endpoint.get().windowCluster().start(GroupMark.copy(group.id()), call);
        } catch (RestException e) {
            throw Failures.once("establish " + group.id(), e);
        }
        long answeredNanos = System.nanoTime();
        return new Establishment(
                GroupBindingForm.write(own.established(at)), at, sentNanos, answeredNanos, answeredNanos - sentNanos);
    }

    private static void requireReady(CopyGroup group, GroupBinding own, Hold hold, Call call) throws BladeException {
        String cannot = "cannot establish " + group.id() + ": ";
        if (hold.wanted()) {
            throw FlashFault.REQUEST.error(
                    cannot + "Storage Virtualize holds no writes; a consistency group is copied at one instant without",
                    "ask for no hold, or suspend the system");
        }
        if (own.stage() == Stage.PLANNED) {
            throw FlashFault.STATE.error(cannot + "it is not prepared", "prepare it first");
        }
        if (own.stage() == Stage.ESTABLISHED) {
            throw FlashFault.STATE.error(
                    cannot + "it is established already", "ask for the state of the copy", Recovery.LOOK_FIRST);
        }
        if (call.expired() || call.cancelled()) {
            throw FlashFault.TOO_LATE.error(
                    cannot + "the deadline has passed or the call was cancelled", "give it more time");
        }
    }

    /** Nothing is ever held. */
    @Override
    public Release release(CopyGroup group, Binding binding, Call call) {
        return Release.NOTHING_HELD;
    }

    /** A mapping lies on the storage: a power loss of this host does not touch it. */
    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) {
        return new Advance.Done(binding);
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        GroupBinding own = GroupBindingForm.read(binding);
        return doing("query " + group.id(), current -> new GroupJudge(own, group.id(), current.look(call)).state());
    }

    /** Names the devices; mapping the targets to a host, and mounting them, is done there. */
    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        GroupBinding own = GroupBindingForm.read(binding);
        ClusterMembers bound = new ClusterMembers(group, own);
        bound.sources(members);
        if (mode == ExposeMode.WRITABLE) {
            throw FlashFault.REQUEST.error(
                    "cannot expose " + group.id()
                            + " writable: that would change the copy, and a further target is not made",
                    "expose it for reading only");
        }
        ClusterView view = doing("expose " + group.id(), current -> current.look(call));
        CopyState state = new GroupJudge(own, group.id(), view).state();
        if (!(state instanceof CopyState.Established)) {
            throw FlashFault.STATE.error(
                    "cannot expose " + group.id() + ": it is not established but " + state,
                    "ask for the state of the copy");
        }
        List<Exposed.Exposure> exposures = new ArrayList<>();
        for (CopyMember member : group.members()) {
            if (members.contains(member.name())) {
                UidPair pair = bound.pairOf(member);
                exposures.add(new Exposed.Exposure(
                        member.name(),
                        ClusterHost.device(view.byUid(pair.target()).orElseThrow())));
            }
        }
        return new Exposed(binding, exposures);
    }

    /** Nothing was changed on the storage, so there is nothing to undo. */
    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) {
        return binding;
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        GroupBinding own = GroupBindingForm.read(binding);
        Set<String> sources = new ClusterMembers(group, own).sources(members);
        return doing(
                "plan the restore of " + group.id(),
                current -> RestoreOutlook.findings(group.id(), own, current.look(call), sources));
    }

    @Override
    public List<BladeFinding> planRestoreBeside(
            CopyGroup group, Binding binding, Set<String> members, CopyPolicy before, Call call) {
        return RestoreOutlook.beside(group.id(), before);
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        GroupBinding own = GroupBindingForm.read(binding);
        Set<String> sources = new ClusterMembers(group, own).sources(members);
        return doing("restore " + group.id(), current -> new GroupRestorer(current, group, own, call).step(sources));
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        GroupBinding own = GroupBindingForm.read(binding);
        return doing("withdraw " + group.id(), current -> new GroupWithdrawal(current, group, own, call).step());
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        return doing(
                "list copies",
                current -> GroupSearch.found(
                        current.look(call),
                        current.cluster().systemId(call),
                        current.settings().targets()));
    }

    private <R> R doing(String what, Work<R> work) throws BladeException {
        try {
            return work.on(endpoint.get());
        } catch (RestException e) {
            throw Failures.repeatable(what, e);
        }
    }

    private static ClusterEndpoint made(VirtualizeConfig config, Map<String, Object> given) {
        try {
            return new ClusterEndpoint(ClusterSettingsReader.read(config, given));
        } catch (BladeException e) {
            throw new IllegalArgumentException(
                    e.code() + " endpoint '" + given.get("endpoint") + "': " + e.getMessage() + "\nHINT: " + e.hint());
        }
    }
}
