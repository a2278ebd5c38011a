package org.copyblade.blade.btrfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
import org.copyblade.blade.spi.CopyMethod;
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
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.GroupDirectory;
import org.copyblade.linux.pool.Pool;
import org.osgi.service.component.annotations.Component;

/**
 * The blade for subvolumes of btrfs on this host. It keeps nothing: every call works from the group, the binding and what
 * lies in the pool. For many threads.
 */
@Component(service = CopyBlade.class)
@BladeService(blade = BtrfsBlade.TECHNOLOGY)
public final class BtrfsBlade implements CopyBlade, ManifestKeeper {

    static final String TECHNOLOGY = "btrfs";

    private static final BladeInfo INFO = new BladeInfo(
            TECHNOLOGY,
            "host",
            "1.0.0",
            BladeInfo.Grain.VOLUME,
            false,
            BladeInfo.Reach.VOLUME,
            BladeInfo.HoldAbility.NONE,
            BladeInfo.Mark.NAMED,
            BladeInfo.RestoreEffect.KEEPS_COPY);

    /** Work of one call that may meet a failing filesystem. */
    private interface Work<R> {
        R on(BtrfsBinding binding, GroupDirectory directory, Subvolumes subvolumes) throws BladeException, IOException;
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
                    "BTRFS-IO", "cannot locate subvolumes: " + e.getMessage(), "look at the rights", Recovery.RETRY);
        }
    }

    @Override
    public CopyPlan plan(CopyGroup group, CopyPolicy policy, Call call) throws BladeException {
        try {
            return new Planner(group, policy, MountTable.read()).plan();
        } catch (IOException e) {
            throw Failure.io("plan", group.id(), e, Recovery.RETRY);
        }
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("prepare", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            new Generation(group, directory, subvolumes).prepare(own);
            return Preparation.Prepared.withoutHold(binding, CopyMethod.FAST);
        });
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        return doing("establish", group, binding, Recovery.LOOK_FIRST, (own, directory, subvolumes) -> {
            return new Generation(group, directory, subvolumes).establish(own, hold, call);
        });
    }

    @Override
    public Release release(CopyGroup group, Binding binding, Call call) {
        return Release.NOTHING_HELD;
    }

    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("harden", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            new Generation(group, directory, subvolumes).harden();
            return new Advance.Done(binding);
        });
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("query", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            return new Generation(group, directory, subvolumes).state();
        });
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        return doing("expose", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            requireEstablished("expose", group, directory, subvolumes);
            List<Exposed.Exposure> exposures = new ArrayList<>();
            for (CopyMember member : members(group, members)) {
                Path location =
                        switch (mode) {
                            case READ_ONLY -> directory.member(member.name());
                            case WRITABLE -> cloneOf(member, directory, subvolumes);
                        };
                exposures.add(new Exposed.Exposure(member.name(), location.toString()));
            }
            return new Exposed(binding, exposures);
        });
    }

    private static Path cloneOf(CopyMember member, GroupDirectory directory, Subvolumes subvolumes) throws IOException {
        directory.beginClones();
        Path clone = directory.clone(member.name());
        if (subvolumes.at(clone).isEmpty()) {
            subvolumes.snapshot(directory.member(member.name()), directory.clones(), member.name(), false);
        }
        return clone;
    }

    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("conceal", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            new Withdrawal(directory, subvolumes).removeClones();
            return binding;
        });
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        return doing("plan the restore of", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            return new RestoreCheck(directory, subvolumes, MountTable.read()).findings(members(group, members));
        });
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        return doing("restore", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            List<CopyMember> wanted = members(group, members);
            requireEstablished("restore", group, directory, subvolumes);
            return new Restorer(group, wanted, directory, subvolumes).step(own);
        });
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        return doing("withdraw", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            new Restorer(group, group.members(), directory, subvolumes).abandon();
            return new Withdrawal(directory, subvolumes).step(binding);
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
        doing("keep the manifest of", group, binding, Recovery.RETRY, (own, directory, subvolumes) -> {
            if (!directory.exists()) {
                throw Failure.state("keep the manifest of", group.id(), "there is no copy");
            }
            directory.keepManifest(manifest);
            return binding;
        });
    }

    private static <R> R doing(String what, CopyGroup group, Binding binding, Recovery recovery, Work<R> work)
            throws BladeException {
        BtrfsBinding own = BtrfsBinding.of(binding);
        GroupDirectory directory =
                new Pool(own.pool(), TECHNOLOGY).group(group.id().value(), own.on());
        try (Subvolumes subvolumes = new Subvolumes()) {
            return work.on(own, directory, subvolumes);
        } catch (IOException e) {
            throw Failure.io(what, group.id(), e, recovery);
        }
    }

    private static List<CopyMember> members(CopyGroup group, Set<String> names) throws BladeException {
        for (String name : names) {
            if (!group.memberNames().contains(name)) {
                throw Failure.request(group.id(), "it has no member " + name, "use the names of the group");
            }
        }
        return group.members().stream()
                .filter(member -> names.contains(member.name()))
                .toList();
    }

    private static void requireEstablished(
            String what, CopyGroup group, GroupDirectory directory, Subvolumes subvolumes)
            throws BladeException, IOException {
        CopyState state = new Generation(group, directory, subvolumes).state();
        if (!(state instanceof CopyState.Established) && !(state instanceof CopyState.Restoring)) {
            throw Failure.state(what, group.id(), "it is not established but " + state);
        }
    }
}
