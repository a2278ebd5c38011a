package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;
import org.copyblade.linux.MountTable;
import org.osgi.service.component.annotations.Component;

/**
 * The blade for directory trees of this host. It keeps nothing: every call works from the group, the binding and what lies
 * in the pool. For many threads.
 */
@Component(service = CopyBlade.class)
@BladeService(blade = ReflinkBlade.TECHNOLOGY)
public final class ReflinkBlade implements CopyBlade, HostCopier, ManifestKeeper {

    static final String TECHNOLOGY = "reflink";

    private static final BladeInfo INFO = new BladeInfo(
            TECHNOLOGY,
            "host",
            "1.0.0",
            BladeInfo.Grain.DATA_SET,
            false,
            BladeInfo.Reach.NONE,
            BladeInfo.HoldAbility.NONE,
            BladeInfo.Mark.NAMED,
            BladeInfo.RestoreEffect.KEEPS_COPY);

    /** Work of one call that may meet a failing filesystem. */
    private interface Work<R> {
        R on(ReflinkBinding binding, Layout layout) throws BladeException, IOException;
    }

    @Override
    public BladeInfo info() {
        return INFO;
    }

    @Override
    public List<LocatedVolume> locate(Collection<HostVolume> volumes, Call call) throws BladeException {
        try {
            return new Locator(MountTable.read()).locate(volumes);
        } catch (IOException e) {
            throw new BladeException(
                    "REFLINK-IO", "cannot read the mount table: " + e.getMessage(), "look at /proc", Recovery.RETRY);
        }
    }

    @Override
    public CopyPlan plan(CopyGroup group, CopyPolicy policy, Call call) throws BladeException {
        try {
            return new Planner(group, policy, MountTable.read(), call).plan();
        } catch (IOException e) {
            throw Failure.io("plan", group.id(), e, Recovery.RETRY);
        }
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("prepare", group, binding, Recovery.RETRY, (own, layout) -> {
            return new Preparer(group, layout, call).step(own);
        });
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        return doing("establish", group, binding, Recovery.LOOK_FIRST, (own, layout) -> {
            return new Establisher(group, layout, call).establish(own, hold);
        });
    }

    @Override
    public Advance copy(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("copy", group, binding, Recovery.RETRY, (own, layout) -> {
            return new HostCopy(group, layout, call).step(own);
        });
    }

    @Override
    public Release release(CopyGroup group, Binding binding, Call call) {
        return Release.NOTHING_HELD;
    }

    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("harden", group, binding, Recovery.RETRY, (own, layout) -> {
            Optional<ReflinkBinding.Place> left = new Settler(group, layout, Budget.ofStep(call)).work(own.place());
            return left.isPresent()
                    ? new Advance.Continues(own.with(left.get()).toBinding(), 50, Duration.ZERO)
                    : new Advance.Done(own.with(ReflinkBinding.Place.START).toBinding());
        });
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("query", group, binding, Recovery.RETRY, (own, layout) -> {
            return new StateQuery(group, layout).state();
        });
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        return doing("expose", group, binding, Recovery.RETRY, (own, layout) -> {
            List<CopyMember> wanted = members(group, members);
            requireEstablished("expose", group, layout);
            if (new Settler(group, layout, Budget.ofCall(call))
                    .work(own.place())
                    .isPresent()) {
                throw Failure.deadline("expose", group.id(), Recovery.RETRY);
            }
            return new Exposed(binding, new Exposure(group, layout, call).of(wanted, mode));
        });
    }

    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("conceal", group, binding, Recovery.RETRY, (own, layout) -> {
            if (!new Withdrawal(layout, Budget.ofCall(call)).removeClones()) {
                throw Failure.deadline("conceal", group.id(), Recovery.RETRY);
            }
            return binding;
        });
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        return doing("plan the restore of", group, binding, Recovery.RETRY, (own, layout) -> {
            return new RestoreCheck(own.mounted(), layout, MountTable.read()).findings(members(group, members));
        });
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        return doing("restore", group, binding, Recovery.RETRY, (own, layout) -> {
            List<CopyMember> wanted = members(group, members);
            requireEstablished("restore", group, layout);
            return new Restorer(group, wanted, layout, call).step(own);
        });
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("withdraw", group, binding, Recovery.RETRY, (own, layout) -> {
            return new Withdrawal(layout, Budget.ofStep(call)).step(binding);
        });
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        try {
            return new Search(MountTable.read()).copies(policy);
        } catch (IOException e) {
            throw Failure.io("list copies", e, Recovery.RETRY);
        }
    }

    @Override
    public void keep(CopyGroup group, Binding binding, String manifest, Call call) throws BladeException {
        doing("keep the manifest of", group, binding, Recovery.RETRY, (own, layout) -> {
            if (!layout.main().exists()) {
                throw Failure.state("keep the manifest of", group.id(), "there is no copy");
            }
            layout.main().keepManifest(manifest);
            return binding;
        });
    }

    private static <R> R doing(String what, CopyGroup group, Binding binding, Recovery recovery, Work<R> work)
            throws BladeException {
        ReflinkBinding own = ReflinkBinding.of(binding);
        Layout layout = new Layout(group, own.pools(), own.mounted());
        try {
            return work.on(own, layout);
        } catch (IOException e) {
            throw Failure.io(what, group.id(), e, recovery);
        }
    }

    private static List<CopyMember> members(CopyGroup group, Set<String> names) throws BladeException {
        for (String name : names) {
            if (!group.memberNames().contains(name)) {
                throw Failure.member(group.id(), name);
            }
        }
        return group.members().stream()
                .filter(member -> names.contains(member.name()))
                .toList();
    }

    private static void requireEstablished(String what, CopyGroup group, Layout layout)
            throws BladeException, IOException {
        CopyState state = new StateQuery(group, layout).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            throw Failure.state(what, group.id(), "it is not established but " + state);
        }
    }
}
