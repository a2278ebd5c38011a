package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.copyblade.blade.flashcopy.internal.array.ExtentPool;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.Subsystem;
import org.copyblade.blade.flashcopy.internal.array.Volume;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.HoldDomain;
import org.copyblade.blade.spi.PlannedCopy;

/** Works out what would be done for a group; reads the storage once. For one plan. */
final class Planner {

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CopyPolicy policy;
    private final Call call;
    private final List<BladeFinding> findings = new ArrayList<>();
    private Map<VolumeId, BoundPair> older = Map.of();
    private Optional<NewTargets> made = Optional.empty();

    Planner(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.policy = policy;
        this.call = call;
    }

    CopyPlan plan() throws BladeException, RestException {
        findings.addAll(PolicyCheck.findings(policy, endpoint.settings().rules()));
        String system = endpoint.array().systemId(call);
        Map<String, VolumeId> sources = sources(system);
        VolumeRanges reserved = ranges("undo target pool", policy.reservedPool());
        VolumeRanges pool = pool().without(reserved);
        FixedPairs fixed = FixedPairs.parse(policy.targets(), system);
        findings.addAll(fixed.findings());
        Map<VolumeId, Pair> takenOver = takenOver(system, sources);
        Set<VolumeId> kept = FixedPairs.parse(policy.reservedTargets(), system).all();
        Stream.concat(fixed.all().stream(), takenOver.values().stream().map(Pair::target))
                .filter(target -> reserved.contains(target) || kept.contains(target))
                .distinct()
                .sorted()
                .forEach(this::refuseReserved);
        StorageView view = look(sources, pool, fixed, takenOver);

        FlashBinding options = FlashBinding.planned(
                system,
                List.of(),
                PolicyOptions.of(policy),
                policy.predecessor().map(CopyPolicy.Predecessor::group));
        PairCheck check = new PairCheck(endpoint.settings(), view, options, group.id(), policy.freed());
        TargetChoice choice = choice(view, pool, sources, fixed, kept);
        Map<VolumeId, VolumeId> named = named(sources.values(), fixed, view, check);
        made = made(view, pool);
        List<BoundPair> pairs = new ArrayList<>();
        List<PlannedCopy> copies = new ArrayList<>();
        for (CopyMember member : group.members()) {
            Optional<VolumeId> target = Optional.ofNullable(sources.get(member.name()))
                    .flatMap(source -> target(member.name(), source, view, check, choice, named, takenOver));
            String shown = target.map(VolumeId::value).orElse("none-for-" + member.name());
            copies.add(new PlannedCopy(member.name(), shown, CopyMethod.FAST, OptionalLong.empty())
                    .by(PlannedCopy.Technique.INSTANT_RELATION));
            target.ifPresent(volume -> pairs.add(new BoundPair(
                    Optional.of(sources.get(member.name())),
                    volume,
                    nameBefore(view, sources.get(member.name()), volume))));
        }
        FlashBinding binding = FlashBinding.planned(system, pairs, options.options(), options.predecessor());
        return new CopyPlan(
                copies,
                holds(system, sources),
                headroom(view, sources, takenOver, check, choice, fixed),
                findings,
                BindingForm.write(binding));
    }

    private Map<String, VolumeId> sources(String system) {
        Map<String, VolumeId> sources = new LinkedHashMap<>();
        for (CopyMember member : group.members()) {
            Optional<SourceId> source = SourceId.parse(member.source());
            if (source.isEmpty()) {
                findings.add(BladeFinding.error(
                        member.name(),
                        "'" + member.source() + "' is no volume of a DS8000",
                        "locate the volumes of the system anew"));
            } else if (!source.get().system().equals(system)) {
                findings.add(BladeFinding.error(
                                member.name(),
                                "volume " + source.get() + " is not on " + system + ", which this endpoint drives",
                                "copy it through the endpoint of its own system")
                        .about(Topic.SAME_STORAGE));
            } else {
                sources.put(member.name(), source.get().volume());
            }
        }
        return sources;
    }

    /** Where targets are taken from: what the profile names, within what the endpoint gives to Copyblade. */
    private VolumeRanges pool() {
        return policy.targetPool().isBlank()
                ? endpoint.settings().targets()
                : ranges("target pool", policy.targetPool());
    }

    /** What is reserved is no target of a fixed pair either, nor one that is gone on with. */
    private void refuseReserved(VolumeId target) {
        findings.add(BladeFinding.error(
                        "targets",
                        "target " + target + " is reserved for undo copies",
                        "name another target, or reserve others for undo copies")
                .about(Topic.TARGET));
    }

    private VolumeRanges ranges(String subject, String text) {
        try {
            return VolumeRanges.parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(
                    BladeFinding.error(subject, e.getMessage(), "write ids and ranges of volumes, as 0200-02FF,0310"));
            return VolumeRanges.parse("");
        }
    }

    /** The pairs of the older copy, by source. */
    private Map<VolumeId, Pair> takenOver(String system, Map<String, VolumeId> sources) throws BladeException {
        Map<VolumeId, Pair> pairs = new LinkedHashMap<>();
        if (policy.predecessor().isEmpty()) {
            return pairs;
        }
        CopyPolicy.Predecessor predecessor = policy.predecessor().get();
        FlashBinding binding = BindingForm.read(predecessor.binding());
        older = binding.bySource();
        binding.knownPairs().forEach(pair -> pairs.put(pair.source(), pair));
        boolean same = binding.system().equals(system) && pairs.keySet().equals(new HashSet<>(sources.values()));
        if (!same) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "copy group " + predecessor.group() + " does not copy the same volumes",
                    "make a full copy once: incremental no"));
        }
        return pairs;
    }

    private StorageView look(
            Map<String, VolumeId> sources, VolumeRanges pool, FixedPairs fixed, Map<VolumeId, Pair> takenOver)
            throws RestException {
        Set<String> subsystems = new TreeSet<>();
        sources.values().forEach(source -> subsystems.add(source.lss()));
        subsystems.addAll(pool.subsystems());
        fixed.all().forEach(target -> subsystems.add(target.lss()));
        takenOver.values().forEach(pair -> subsystems.add(pair.target().lss()));
        return endpoint.look(subsystems, sources.values(), call);
    }

    private TargetChoice choice(
            StorageView view, VolumeRanges pool, Map<String, VolumeId> sources, FixedPairs fixed, Set<VolumeId> kept) {
        Set<VolumeId> reserved = fixed.all();
        reserved.addAll(sources.values());
        reserved.addAll(kept);
        return new TargetChoice(view, pool, endpoint.settings().targets(), reserved, policy);
    }

    /** Where the endpoint says in which pool. */
    private Optional<NewTargets> made(StorageView view, VolumeRanges pool) throws RestException {
        if (endpoint.settings().targetPool().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> types =
                endpoint.array().subsystems(call).stream().collect(Collectors.toMap(Subsystem::id, Subsystem::type));
        return Optional.of(new NewTargets(view, pool, endpoint.settings().targets(), types));
    }

    /** The targets of the first set that is free as a whole; of the first of all where there is none, whose targets say why. */
    private static Map<VolumeId, VolumeId> named(
            Collection<VolumeId> sources, FixedPairs fixed, StorageView view, PairCheck check) {
        Set<VolumeId> wanted = new HashSet<>(sources);
        wanted.retainAll(fixed.targets().keySet());
        int free = freeSets(wanted, fixed, view, check).findFirst().orElse(0);
        return wanted.stream().collect(Collectors.toMap(source -> source, source -> fixed.of(source, free)));
    }

    private static IntStream freeSets(Set<VolumeId> sources, FixedPairs fixed, StorageView view, PairCheck check) {
        return IntStream.range(0, fixed.count(sources))
                .filter(set -> sources.stream().allMatch(source -> view.volume(source)
                        .filter(volume -> isUsable(volume, fixed.of(source, set), check))
                        .isPresent()));
    }

    private static boolean isUsable(Volume source, VolumeId target, PairCheck check) {
        return check.target("", source, target, Optional.empty()).stream()
                .noneMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR);
    }

    private Optional<VolumeId> target(
            String member,
            VolumeId source,
            StorageView view,
            PairCheck check,
            TargetChoice choice,
            Map<VolumeId, VolumeId> fixed,
            Map<VolumeId, Pair> takenOver) {
        Optional<Pair> inherited = Optional.ofNullable(takenOver.get(source));
        findings.addAll(check.source(member, source, inherited));
        Optional<Volume> volume = view.volume(source);
        if (volume.isEmpty()) {
            return Optional.empty();
        }
        Optional<VolumeId> named = inherited.map(Pair::target).or(() -> Optional.ofNullable(fixed.get(source)));
        Optional<VolumeId> target = named.or(() -> choice.next(volume.get()));
        if (target.isEmpty()) {
            Optional<VolumeId> fresh = made.flatMap(ids -> ids.next(volume.get()));
            if (fresh.isPresent()) {
                findings.add(BladeFinding.note(
                        member,
                        "target " + fresh.get() + " is made in pool "
                                + endpoint.settings().targetPool().orElseThrow()));
                return fresh;
            }
            findings.add(BladeFinding.error(
                            member,
                            "there is no free target for volume " + source + " of "
                                    + volume.get().capacityBytes() + " bytes",
                            "withdraw an older copy, or add volumes to 'target.volumes' of the endpoint")
                    .about(Topic.TARGET));
            return Optional.empty();
        }
        findings.addAll(check.target(member, volume.get(), target.get(), inherited));
        return target;
    }

    /** A target that is taken over bears the older mark, which is no name to put back. */
    private String nameBefore(StorageView view, VolumeId source, VolumeId target) {
        return Optional.ofNullable(older.get(source))
                .map(BoundPair::nameBefore)
                .or(() -> view.volume(target).map(Volume::name))
                .orElse("");
    }

    private static List<HoldDomain> holds(String system, Map<String, VolumeId> sources) {
        return sources.values().stream()
                .map(source -> new HoldDomain(system + "/" + source.lss()))
                .toList();
    }

    /** By targets alone. */
    private long spares(
            StorageView view,
            Map<String, VolumeId> sources,
            Map<VolumeId, Pair> takenOver,
            PairCheck check,
            TargetChoice choice,
            FixedPairs fixed) {
        Set<VolumeId> all = Set.copyOf(sources.values());
        if (all.isEmpty()) {
            return 0;
        }
        if (fixed.targets().keySet().containsAll(all)) {
            return freeSets(all, fixed, view, check).count() + (takenOver.isEmpty() ? 0 : 1);
        }
        return made.isPresent() ? Long.MAX_VALUE : choice.left() / all.size() + 1L;
    }

    /** Further targets are counted, whether each fits is seen when it is planned; those still to be made are as many as wanted. */
    private Headroom headroom(
            StorageView view,
            Map<String, VolumeId> sources,
            Map<VolumeId, Pair> takenOver,
            PairCheck check,
            TargetChoice choice,
            FixedPairs fixed)
            throws RestException {
        long perSource = sources.values().stream()
                .mapToLong(source -> check.left(source, Optional.ofNullable(takenOver.get(source))))
                .min()
                .orElse(0);
        OptionalLong copies =
                OptionalLong.of(Math.min(perSource, spares(view, sources, takenOver, check, choice, fixed)));
        if (!policy.spaceEfficient()) {
            return new Headroom(OptionalLong.empty(), OptionalLong.empty(), copies);
        }
        long free = endpoint.array().pools(call).stream()
                .mapToLong(ExtentPool::freeBytes)
                .sum();
        if (free == 0) {
            findings.add(BladeFinding.error(
                    "space efficient", "the pools have no free extents", "free extents, or withdraw other copies"));
        }
        return new Headroom(OptionalLong.of(free), OptionalLong.empty(), copies);
    }
}
