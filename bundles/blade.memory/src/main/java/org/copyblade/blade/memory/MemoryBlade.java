package org.copyblade.blade.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.blade.memory.Faults.Step;
import org.copyblade.blade.memory.StoredCopy.Stage;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeInfo;
import org.copyblade.blade.spi.BladeInfo.HoldAbility;
import org.copyblade.blade.spi.BladeInfo.RestoreEffect;
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
import org.copyblade.blade.spi.HoldTimer;
import org.copyblade.blade.spi.HostCopier;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.blade.spi.LastLook;
import org.copyblade.blade.spi.LateRequests;
import org.copyblade.blade.spi.LocatedVolume;
import org.copyblade.blade.spi.ManifestKeeper;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.blade.spi.Release;
import org.copyblade.blade.spi.RestoreBeside;
import org.copyblade.blade.spi.RestoreChoice;
import org.copyblade.blade.spi.SecureCopies;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * The reference blade. It keeps nothing of its own: everything is asked of the storage, and found there by the binding.
 *
 * <p>In the framework it is a factory component; the configuration chooses its storage, a service that the test
 * registers, by {@code storage.target}.
 */
@Component(
        service = CopyBlade.class,
        configurationPid = "org.copyblade.blade.memory",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@BladeService(blade = "memory")
public final class MemoryBlade
        implements CopyBlade,
                HoldTimer,
                HostCopier,
                LastLook,
                ManifestKeeper,
                LateRequests,
                RestoreBeside,
                RestoreChoice,
                SecureCopies {

    private final MemoryStorage storage;
    private final FaultGate gate;
    private final Preparer preparer;
    private final Establisher establisher;
    private final Restorer restorer;

    /** A blade for this storage. */
    @Activate
    public MemoryBlade(@Reference(name = "storage") MemoryStorage storage) {
        this.storage = storage;
        this.gate = new FaultGate(storage);
        this.preparer = new Preparer(storage);
        this.establisher = new Establisher(storage);
        this.restorer = new Restorer(storage);
    }

    @Override
    public BladeInfo info() {
        return storage.info();
    }

    @Override
    public List<LocatedVolume> locate(Collection<HostVolume> volumes, Call call) throws BladeException {
        return gate.through(
                Step.LOCATE,
                call,
                () -> storage.locked(() -> {
                    List<LocatedVolume> located = new ArrayList<>();
                    for (HostVolume volume : volumes) {
                        storage.volumeNameAt(volume.id()).ifPresent(name -> located.add(located(volume, name)));
                    }
                    return located;
                }));
    }

    private LocatedVolume located(HostVolume volume, String name) {
        long size = storage.content(name).bytes();
        return new LocatedVolume(volume, name, size, "memory", Planner.holdDomain(storage, name), List.of());
    }

    @Override
    public CopyPlan plan(CopyGroup group, CopyPolicy policy, Call call) throws BladeException {
        return gate.through(Step.PLAN, call, () -> storage.locked(() -> new Planner(storage).plan(group, policy)));
    }

    @Override
    public Preparation prepare(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.through(Step.PREPARE, call, () -> {
            for (CopyMember member : group.members()) {
                if (!storage.hasVolume(member.source())) {
                    throw error(
                            "MEMORY-NO-VOLUME", "volume " + member.source() + " does not exist", Recovery.FIX_REQUEST);
                }
            }
            if (storage.faults().isFull()) {
                throw error("MEMORY-FULL", "the targets are full", Recovery.ASK_OPERATOR);
            }
            if (!storage.locked(() -> preparer.takeOver(group, key))) {
                throw error("MEMORY-IN-USE", "the targets of " + group.id() + " are in use", Recovery.FIX_REQUEST);
            }
            return storage.locked(() -> preparer.step(group, key));
        });
    }

    @Override
    public Optional<Duration> holdTimer(CopyGroup group, Binding planned, Call call) {
        return preparer.timer();
    }

    @Override
    public void look(CopyGroup group, Binding prepared, Call call) throws BladeException {
        Key key = Key.read(prepared);
        boolean still = storage.locked(() -> {
            StoredCopy there = storage.copies().get(key.copy());
            return there != null && there.group.equals(group.id()) && there.stage == Stage.PREPARED;
        });
        if (!still) {
            throw error("MEMORY-STATE", "copy " + group.id() + " is not prepared any more", Recovery.FIX_REQUEST);
        }
    }

    @Override
    public Establishment establish(CopyGroup group, Binding binding, Hold hold, Call call) throws BladeException {
        Key key = Key.read(binding);
        if (key.method() == CopyMethod.HOST) {
            throw error("MEMORY-HOST", "group " + group.id() + " is copied through the host", Recovery.FIX_REQUEST);
        }
        if (hold.wanted() && info().hold() == HoldAbility.NONE) {
            throw error("MEMORY-NO-HOLD", "this storage cannot hold writes", Recovery.FIX_REQUEST);
        }
        return gate.establishThrough(call, fault -> establisher.establish(group, key, hold, call, fault));
    }

    @Override
    public Release release(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.releaseThrough(
                call,
                expired -> storage.locked(() -> {
                    if (expired) {
                        storage.holds().expire(key.copy());
                    }
                    StoredCopy copy = storage.copies().get(key.copy());
                    if (expired && copy != null && copy.insideHold.isPresent()) {
                        copy.insideHold = Optional.of(Release.LOST);
                    }
                    Optional<Release> inside = copy == null ? Optional.empty() : copy.insideHold;
                    return inside.orElseGet(() ->
                            storage.holds().release(key.copy(), storage.clock().nanos()));
                }));
    }

    @Override
    public Advance harden(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.through(Step.HARDEN, call, () -> {
            established(group, key).hardened = true;
            return new Advance.Done(binding);
        });
    }

    @Override
    public CopyState query(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.through(
                Step.QUERY,
                call,
                () -> storage.locked(() -> {
                    StoredCopy copy = storage.copies().get(key.copy());
                    boolean ours = copy != null && copy.group.equals(group.id());
                    return ours
                            ? copy.state(storage.behaviour(), storage.clock().nanos())
                            : new CopyState.Absent();
                }));
    }

    @Override
    public Exposed expose(CopyGroup group, Binding binding, Set<String> members, ExposeMode mode, Call call)
            throws BladeException {
        Key key = Key.read(binding);
        return gate.through(Step.EXPOSE, call, () -> {
            StoredCopy copy = established(group, key);
            checkMembers(group, members);
            return storage.locked(() -> new Exposed(
                    binding,
                    new TreeSet<>(members)
                            .stream()
                                    .map(member -> new Exposed.Exposure(
                                            member, storage.expose(key.copy(), member, mode, copy.images.get(member))))
                                    .toList()));
        });
    }

    @Override
    public Binding conceal(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.through(
                Step.CONCEAL,
                call,
                () -> storage.locked(() -> {
                    storage.conceal(key.copy());
                    return binding;
                }));
    }

    @Override
    public List<BladeFinding> planRestore(CopyGroup group, Binding binding, Set<String> members, Call call)
            throws BladeException {
        Key key = Key.read(binding);
        return gate.through(Step.PLAN_RESTORE, call, () -> {
            // One that was given up half way can be made again.
            if (copyOf(group, key).stage != Stage.RESTORING) {
                established(group, key);
            }
            checkMembers(group, members);
            return info().restoreEffect() == RestoreEffect.CONSUMES_COPY
                    ? List.of(BladeFinding.warning(
                            group.id().value(), "the restore uses the copy up", "make another copy first"))
                    : List.of();
        });
    }

    @Override
    public List<BladeFinding> planRestoreBeside(
            CopyGroup group, Binding binding, Set<String> members, CopyPolicy before, Call call) {
        return storage.restoresAlone()
                ? List.of(BladeFinding.error(
                        group.id().value(), "cannot be copied back beside another copy", "take none"))
                : List.of();
    }

    @Override
    public Chosen chooseRestore(Binding binding) throws BladeException {
        RestoreEffect effect = info().restoreEffect();
        return new Chosen(Key.read(binding).with(effect).binding(), effect);
    }

    @Override
    public Advance restore(CopyGroup group, Binding binding, Set<String> members, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.through(Step.RESTORE, call, () -> {
            checkMembers(group, members);
            StoredCopy copy = copyOf(group, key);
            boolean begun = copy.stage == Stage.ESTABLISHED || copy.stage == Stage.RESTORING;
            if (!begun && !copy.isUsedUpBy(members)) {
                throw error("MEMORY-STATE", "group " + group.id() + " is not established", Recovery.FIX_REQUEST);
            }
            return storage.locked(() -> restorer.step(copy, members, key));
        });
    }

    @Override
    public List<BladeFinding> planWithdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return storage.locked(() -> secureUntil(group, key)
                .map(until -> List.of(
                        BladeFinding.error(group.id().value(), "is secure until " + until, "delete it after that")))
                .orElse(List.of()));
    }

    private Optional<Instant> secureUntil(CopyGroup group, Key key) {
        return Optional.ofNullable(storage.copies().get(key.copy()))
                .filter(copy -> copy.group.equals(group.id()))
                .flatMap(copy -> copy.secureUntil);
    }

    @Override
    public Advance withdraw(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.through(Step.WITHDRAW, call, () -> {
            if (storage.locked(() -> secureUntil(group, key)).isPresent()) {
                throw error("MEMORY-SECURE", "copy " + group.id() + " is secure", Recovery.ASK_OPERATOR);
            }
            return storage.locked(() -> {
                StoredCopy copy = storage.copies().get(key.copy());
                if (copy != null && !copy.group.equals(group.id())) {
                    return new Advance.Done(binding);
                }
                Optional<Long> late = storage.lateUntil(key.copy());
                if (late.isPresent()) {
                    long wait = Math.max(1, late.get() - storage.clock().nanos());
                    return new Advance.Continues(binding, 0, Duration.ofNanos(wait));
                }
                storage.conceal(key.copy());
                storage.copies().remove(key.copy());
                return new Advance.Done(binding);
            });
        });
    }

    /** The storage in memory knows itself what is under way. */
    @Override
    public Binding nothingUnderWay(Binding prepared) {
        return prepared;
    }

    @Override
    public List<FoundCopy> list(CopyPolicy policy, Call call) throws BladeException {
        return gate.through(
                Step.LIST,
                call,
                () -> storage.locked(() -> storage.copies().entrySet().stream()
                        .map(entry -> found(entry.getKey(), entry.getValue()))
                        .toList()));
    }

    private FoundCopy found(String name, StoredCopy copy) {
        boolean named = info().mark() == BladeInfo.Mark.NAMED;
        Optional<Instant> at = copy.at;
        return new FoundCopy(
                name,
                named ? Optional.of(copy.group) : Optional.empty(),
                at,
                Optional.of(new Key(name, CopyMethod.FAST, Optional.empty()).binding()),
                Optional.of(copy.manifest).filter(text -> !text.isEmpty()));
    }

    @Override
    public Advance copy(CopyGroup group, Binding binding, Call call) throws BladeException {
        Key key = Key.read(binding);
        return gate.through(Step.COPY, call, () -> {
            StoredCopy copy = copyOf(group, key);
            return storage.locked(() -> establisher.copyStep(copy, binding));
        });
    }

    @Override
    public void keep(CopyGroup group, Binding binding, String manifest, Call call) throws BladeException {
        Key key = Key.read(binding);
        gate.through(Step.KEEP, call, () -> {
            copyOf(group, key).manifest = manifest;
            return manifest;
        });
    }

    private StoredCopy established(CopyGroup group, Key key) throws BladeException {
        StoredCopy copy = copyOf(group, key);
        if (copy.stage != Stage.ESTABLISHED) {
            throw error("MEMORY-STATE", "group " + group.id() + " is not established", Recovery.FIX_REQUEST);
        }
        return copy;
    }

    private StoredCopy copyOf(CopyGroup group, Key key) throws BladeException {
        Optional<StoredCopy> copy = storage.locked(
                () -> Optional.ofNullable(storage.copies().get(key.copy())).filter(c -> c.group.equals(group.id())));
        return copy.orElseThrow(
                () -> error("MEMORY-ABSENT", "group " + group.id() + " is not on the storage", Recovery.FIX_REQUEST));
    }

    private static void checkMembers(CopyGroup group, Set<String> members) throws BladeException {
        for (String member : members) {
            if (!group.memberNames().contains(member)) {
                throw error("MEMORY-MEMBER", "group " + group.id() + " has no member " + member, Recovery.FIX_REQUEST);
            }
        }
    }

    static BladeException error(String code, String text, Recovery recovery) {
        return new BladeException(code, text, "look at the storage in memory", recovery);
    }
}
