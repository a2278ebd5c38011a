package org.copyblade.blade.memory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.BladeInfo.HoldAbility;
import org.copyblade.blade.spi.BladeInfo.Mark;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.spi.CopyPolicy.Incremental;
import org.copyblade.blade.spi.CopyPolicy.MirroredTarget;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.spi.PlannedCopy.Technique;

/** Finds targets and what forbids a copy. Reads the storage only; under its lock. */
final class Planner {

    private final MemoryStorage storage;
    private final List<BladeFinding> findings = new ArrayList<>();

    Planner(MemoryStorage storage) {
        this.storage = storage;
    }

    CopyPlan plan(CopyGroup group, CopyPolicy policy) {
        checkOptions(policy);
        CopyMethod method = method(policy);
        Optional<String> inherited = policy.predecessor().flatMap(older -> inherited(group, older));
        List<String> targets = inherited.map(Planner::targetsOf).orElseGet(() -> freeTargets(group, policy));
        inherited.stream()
                .flatMap(copy -> targetsOf(copy).stream())
                .filter(target -> isReserved(target, policy))
                .forEach(this::refuseReserved);
        List<PlannedCopy> copies = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            CopyMember member = group.members().get(i);
            if (!storage.hasVolume(member.source())) {
                findings.add(BladeFinding.error(
                                member.name(),
                                "volume " + member.source() + " does not exist",
                                "look at the volumes of the profile")
                        .about(Topic.SOURCE));
            }
            copies.add(new PlannedCopy(member.name(), targets.get(i), method, estimate(), technique(method)));
        }
        if (storage.faults().isFull()) {
            findings.add(BladeFinding.error("targets", "the targets are full", "withdraw an older copy"));
        }
        boolean named = storage.behaviour().info().mark() == Mark.NAMED;
        String copy = named ? group.id().value() : String.join("+", targets);
        Optional<CopyGroupId> older =
                inherited.flatMap(any -> policy.predecessor().map(CopyPolicy.Predecessor::group));
        return new CopyPlan(
                copies,
                holds(storage, group),
                headroom(group, policy),
                findings,
                new Key(copy, method, older).binding());
    }

    private Optional<Technique> technique(CopyMethod method) {
        Technique fast = storage.behaviour().info().needsTargets() ? Technique.INSTANT_RELATION : Technique.SNAPSHOT;
        return method == CopyMethod.FAST ? Optional.of(fast) : Optional.empty();
    }

    private OptionalLong estimate() {
        return storage.behaviour().estimate().stream()
                .mapToLong(one -> one.toNanos() / 1_000)
                .findFirst();
    }

    /** The name of the older copy, if it is there and pairs the same sources. */
    private Optional<String> inherited(CopyGroup group, CopyPolicy.Predecessor older) {
        Optional<String> name = storage.copies().entrySet().stream()
                .filter(entry -> entry.getValue().group.equals(older.group()))
                .filter(entry -> entry.getValue().pairsSourcesOf(group))
                .map(Map.Entry::getKey)
                .findFirst();
        if (name.isEmpty()) {
            findings.add(BladeFinding.error(
                    "predecessor", "group " + older.group() + " does not pair these sources", "copy everything once"));
        }
        return name;
    }

    private List<String> freeTargets(CopyGroup group, CopyPolicy policy) {
        Set<String> taken = targetsInUse(policy.freed());
        List<String> targets = new ArrayList<>();
        for (CopyMember member : group.members()) {
            String target = storage.behaviour().info().needsTargets()
                    ? target(member, policy, taken)
                    : group.id() + "/" + member.name();
            taken.add(target);
            targets.add(target);
        }
        return targets;
    }

    private static List<String> targetsOf(String copy) {
        return List.of(copy.split("\\+"));
    }

    static List<HoldDomain> holds(MemoryStorage storage, CopyGroup group) {
        if (storage.behaviour().info().hold() == HoldAbility.NONE) {
            return List.of();
        }
        return group.members().stream()
                .map(CopyMember::source)
                .filter(storage::hasVolume)
                .map(source -> holdDomain(storage, source))
                .toList();
    }

    static HoldDomain holdDomain(MemoryStorage storage, String volume) {
        return new HoldDomain("memory-" + storage.behaviour().info().endpoint() + "/" + storage.domain(volume));
    }

    private CopyMethod method(CopyPolicy policy) {
        boolean fast = storage.behaviour().fast();
        if (!fast && policy.fastReplication() == FastReplication.REQUIRED) {
            findings.add(BladeFinding.error(
                    "fast replication", "this storage copies through the host only", "ask for preferred or none"));
        }
        return fast && policy.fastReplication() != FastReplication.NONE ? CopyMethod.FAST : CopyMethod.HOST;
    }

    private void checkOptions(CopyPolicy policy) {
        if (!policy.method().isEmpty()) {
            refuse("method", "there is no method " + policy.method());
        }
        if (policy.incremental() != Incremental.NO && !recordsChanges()) {
            refuse("incremental", "changes are not recorded");
        }
        if (policy.mirroredTarget() != MirroredTarget.NO) {
            refuse("mirrored target", "there are no mirrors");
        }
        if (policy.spaceEfficient() && storage.behaviour().backgroundCopy().isPresent()) {
            refuse("space efficient", "every copy takes its full size");
        }
        if (policy.copyPace().isPresent()) {
            refuse("copy pace", "the speed of the copy cannot be set");
        }
    }

    private boolean recordsChanges() {
        return storage.behaviour().info().needsTargets()
                && storage.behaviour().backgroundCopy().isPresent();
    }

    private void refuse(String option, String why) {
        findings.add(BladeFinding.error(option, why, "leave the option at its default"));
    }

    private String target(CopyMember member, CopyPolicy policy, Set<String> taken) {
        Optional<String> fixed = policy.targets().stream()
                .filter(pair -> pair.startsWith(member.source() + ":"))
                .map(pair -> pair.substring(member.source().length() + 1))
                .findFirst();
        Optional<String> free = fixed.or(() -> storage.targets().stream()
                .filter(target -> isInPool(target, policy) && !taken.contains(target))
                .findFirst());
        if (free.isEmpty() || taken.contains(free.get()) || !storage.targets().contains(free.get())) {
            findings.add(BladeFinding.error(
                            member.name(), "no free target for volume " + member.source(), "withdraw an older copy")
                    .about(Topic.TARGET));
            return "none-for-" + member.name();
        }
        if (isReserved(free.get(), policy)) {
            refuseReserved(free.get());
        }
        return free.get();
    }

    private static boolean isInPool(String target, CopyPolicy policy) {
        return target.startsWith(policy.targetPool()) && !isReserved(target, policy);
    }

    private static boolean isReserved(String target, CopyPolicy policy) {
        return Stream.of(policy.reservedPool().split(","))
                        .anyMatch(begin -> !begin.isEmpty() && target.startsWith(begin))
                || policy.reservedTargets().stream().anyMatch(pair -> pair.endsWith(":" + target));
    }

    private void refuseReserved(String target) {
        findings.add(BladeFinding.error(
                        "targets",
                        "target " + target + " is reserved for undo copies",
                        "name another target, or reserve others for undo copies")
                .about(Topic.TARGET));
    }

    private Set<String> targetsInUse(Set<CopyGroupId> freed) {
        Set<String> used = new LinkedHashSet<>();
        storage.copies().forEach((name, copy) -> {
            if (!freed.contains(copy.group)) {
                used.addAll(targetsOf(name));
            }
        });
        return used;
    }

    private Headroom headroom(CopyGroup group, CopyPolicy policy) {
        return storage.saidHeadroom().orElseGet(() -> counted(group, policy));
    }

    private Headroom counted(CopyGroup group, CopyPolicy policy) {
        if (!storage.behaviour().info().needsTargets()) {
            return Headroom.unknown();
        }
        Set<String> taken = targetsInUse(policy.freed());
        long free = storage.targets().stream()
                .filter(target -> isInPool(target, policy) && !taken.contains(target))
                .count();
        return new Headroom(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(free / group.members().size()));
    }
}
