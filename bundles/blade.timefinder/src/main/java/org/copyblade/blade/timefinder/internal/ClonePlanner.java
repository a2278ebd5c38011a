package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.Predecessor;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.PlannedCopy;
import org.copyblade.blade.timefinder.internal.CloneBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.Clones;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.Paired;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** Works out what would be done for a group of clones; reads each of its volumes once. For one plan. */
final class ClonePlanner {

    private static final int STEP_SHARE = 100;

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CopyPolicy policy;
    private final Call call;
    private final Method method;
    private final List<BladeFinding> findings = new ArrayList<>();
    private final Map<VolumeId, Volume> volumes = new HashMap<>();
    private final Set<VolumeId> reserved;
    private final VolumeRanges reservedPool;

    ClonePlanner(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.policy = policy;
        this.call = call;
        this.method = Method.of(policy.method()).orElseThrow();
        this.reserved = TargetSets.parse(
                        policy.reservedTargets(), endpoint.settings().array())
                .all();
        this.reservedPool = ranges("undo target pool", policy.reservedPool());
    }

    CopyPlan plan() throws BladeException, RestException {
        findings.addAll(ClonePolicyCheck.findings(method, policy));
        requireAbility();
        secured();
        String array = endpoint.settings().array();
        SourceCheck sourceCheck = new SourceCheck(endpoint.settings());
        Map<String, VolumeId> sources = sourceCheck.sources(group);
        read(sources.values());
        sources.forEach(
                (member, source) -> sourceCheck.check(member, source, Optional.ofNullable(volumes.get(source))));
        sourceCheck.oneEmulation(volumes.values());
        findings.addAll(sourceCheck.findings());
        Paired paired = endpoint.array().clones().paired(call);
        CloneCheck check = new CloneCheck(endpoint.settings(), paired, givingWay());
        sources.forEach((member, source) -> check.source(member, source).ifPresent(findings::add));
        TargetSets sets = TargetSets.parse(policy.targets(), array);
        findings.addAll(sets.findings());
        read(sets.all());
        Map<VolumeId, VolumeId> targets = targets(sources, sets, check);
        Set<VolumeId> chosen = new TreeSet<>(sets.all());
        chosen.addAll(targets.values());
        chosen.stream()
                .filter(target -> reservedPool.contains(target) || reserved.contains(target))
                .forEach(this::refuseReserved);
        List<BoundPair> pairs = new ArrayList<>();
        List<PlannedCopy> copies = new ArrayList<>();
        group.members().forEach(member -> {
            Optional<VolumeId> source = Optional.ofNullable(sources.get(member.name()));
            Optional<VolumeId> target = source.map(targets::get);
            String shown = target.map(VolumeId::value).orElse("none-for-" + member.name());
            copies.add(new PlannedCopy(member.name(), shown, CopyMethod.FAST, OptionalLong.empty())
                    .by(method.technique()));
            target.ifPresent(volume -> {
                pairs.add(new BoundPair(source.get(), volume));
                findings.addAll(check.target(
                        member.name(), volumes.get(source.get()), volume, Optional.ofNullable(volumes.get(volume))));
            });
        });
        CloneBinding binding = CloneBinding.of(
                        method,
                        array,
                        Stage.PLANNED,
                        pairs,
                        policy.predecessor().map(Predecessor::group))
                .inStepWith(stepTracks(pairs));
        return new CopyPlan(
                copies,
                List.of(),
                new Headroom(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(Math.max(targets.isEmpty() ? 0 : 1, free(sources, sets, check, paired)))),
                findings,
                CloneBindingForm.write(binding));
    }

    /** A hundredth of the smallest source: more than is on its way to a mirror in step, and soon copied after the split. */
    private long stepTracks(List<BoundPair> pairs) {
        return pairs.stream()
                .map(pair -> volumes.get(pair.source()))
                .filter(Objects::nonNull)
                .mapToLong(source -> source.tracks() / STEP_SHARE)
                .min()
                .orElse(0);
    }

    private void requireAbility() throws RestException {
        int version = endpoint.array().version(call);
        if (version < Clones.SINCE) {
            findings.add(BladeFinding.error(
                            "method",
                            "Unisphere speaks version " + version + " of the API, clones need " + Clones.SINCE,
                            "update Unisphere, or set the method to snapvx")
                    .about(Topic.CAPABILITY));
        } else if (!endpoint.array().clones().licensed(call)) {
            findings.add(BladeFinding.error(
                            "array",
                            "array " + endpoint.settings().array() + " makes no clones",
                            "see the licences of the array in Unisphere")
                    .about(Topic.CAPABILITY));
        }
    }

    /** A profile that was changed to clones has snapshots to give way. */
    private void secured() throws RestException {
        List<DeviceSnapshot> snapshots = new ArrayList<>();
        for (CopyGroupId older : policy.freed()) {
            snapshots.addAll(endpoint.array().snapshots(Optional.of(Mark.of(older)), call));
        }
        findings.addAll(new SecureCheck(endpoint, policy.freed(), call).findings(snapshots));
    }

    /** Groups whose targets are this one's, or will be when it is prepared. */
    private Set<CopyGroupId> givingWay() {
        Set<CopyGroupId> givingWay = new HashSet<>(policy.freed());
        givingWay.add(group.id());
        policy.predecessor().map(Predecessor::group).ifPresent(givingWay::add);
        return givingWay;
    }

    private void read(Collection<VolumeId> ids) throws RestException {
        volumes.putAll(endpoint.volumes(ids, call).stream()
                .collect(Collectors.toMap(Volume::id, Function.identity(), (one, same) -> one)));
    }

    /** Those of the predecessor, of a set that the profile names, or free ones of the pool. */
    private Map<VolumeId, VolumeId> targets(Map<String, VolumeId> sources, TargetSets sets, CloneCheck check)
            throws BladeException, RestException {
        if (policy.predecessor().isPresent()) {
            return inherited(policy.predecessor().get(), Set.copyOf(sources.values()));
        }
        Map<VolumeId, VolumeId> targets = new LinkedHashMap<>();
        Set<VolumeId> unnamed = new HashSet<>();
        sources.values().stream()
                .filter(volumes::containsKey)
                .filter(source -> !sets.targets().containsKey(source))
                .forEach(unnamed::add);
        Set<VolumeId> named = new HashSet<>(sources.values());
        named.retainAll(sets.targets().keySet());
        named.retainAll(volumes.keySet());
        if (!named.isEmpty()) {
            int set = freeSet(sets, named, check);
            named.forEach(source -> targets.put(source, sets.of(source, set)));
        }
        if (!unnamed.isEmpty() && method == Method.CLONE) {
            targets.putAll(fromPool(sources, unnamed, sets, check));
        } else if (!unnamed.isEmpty() && !sets.targets().isEmpty()) {
            findings.add(BladeFinding.error(
                            "targets",
                            unnamed.size() + " sources have no target in any set, the first is "
                                    + unnamed.stream().min(VolumeId::compareTo).orElseThrow(),
                            "name a target of every set for each source")
                    .about(Topic.TARGET));
        }
        return targets;
    }

    /** The first set of which every target is free; the first of all where there is none, whose targets say why. */
    private int freeSet(TargetSets sets, Set<VolumeId> sources, CloneCheck check) {
        int count = sets.count(sources);
        if (method == Method.BCV && count == 1) {
            findings.add(BladeFinding.warning(
                            "targets",
                            "with one set there is no backup while the next one is synchronised",
                            "name a further target for each source: N sets give N-1 usable backups")
                    .about(Topic.TARGET));
        }
        return IntStream.range(0, count)
                .filter(set -> isFree(sets, set, sources, check))
                .findFirst()
                .orElse(0);
    }

    private boolean isFree(TargetSets sets, int set, Set<VolumeId> sources, CloneCheck check) {
        return sources.stream()
                .map(source -> Optional.ofNullable(volumes.get(sets.of(source, set))))
                .allMatch(target -> target.filter(check::isFree).isPresent());
    }

    private Map<VolumeId, VolumeId> inherited(Predecessor predecessor, Set<VolumeId> sources)
            throws BladeException, RestException {
        CloneBinding older = CloneBindingForm.read(predecessor.binding());
        Map<VolumeId, VolumeId> targets =
                older.pairs().stream().collect(Collectors.toMap(BoundPair::source, BoundPair::target));
        if (!older.array().equals(endpoint.settings().array())
                || !targets.keySet().equals(sources)
                || older.method() != method) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "copy group " + predecessor.group() + " does not copy the same volumes by " + method.word(),
                    "make a full copy once: incremental no"));
            return Map.of();
        }
        read(targets.values());
        boolean theirs = targets.values().stream()
                .map(volumes::get)
                .allMatch(volume -> volume != null
                        && Mark.ownerOf(volume).filter(givingWay()::contains).isPresent());
        if (!theirs) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "targets of copy group " + predecessor.group() + " are not its own any more",
                    "make a full copy once: incremental no"));
        }
        return targets;
    }

    private Map<VolumeId, VolumeId> fromPool(
            Map<String, VolumeId> sources, Set<VolumeId> unnamed, TargetSets sets, CloneCheck check)
            throws RestException {
        Set<VolumeId> named = sets.all();
        named.addAll(sources.values());
        List<VolumeId> ids = pool().stream().filter(id -> !named.contains(id)).toList();
        List<Volume> wanting = sources.values().stream()
                .filter(unnamed::contains)
                .map(volumes::get)
                .toList();
        Map<VolumeId, VolumeId> targets = new Candidates(endpoint, ids, check::isFree, call).targets(wanting);
        sources.forEach((member, source) -> {
            if (unnamed.contains(source) && !targets.containsKey(source)) {
                findings.add(BladeFinding.error(
                                member,
                                "there is no free target for volume " + source,
                                "withdraw an older copy, or add volumes to 'target.volumes' of the endpoint")
                        .about(Topic.TARGET));
            }
        });
        read(targets.values());
        return targets;
    }

    /** Where targets are taken from: what the profile names and does not reserve, within what the endpoint gives to Copyblade. */
    private List<VolumeId> pool() {
        VolumeRanges ours = endpoint.settings().targets();
        return named().volumes().stream()
                .filter(id -> ours.contains(id) && !reserved.contains(id))
                .toList();
    }

    private VolumeRanges named() {
        VolumeRanges named = policy.targetPool().isBlank()
                ? endpoint.settings().targets()
                : ranges("target pool", policy.targetPool());
        return named.without(reservedPool);
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
                    BladeFinding.error(subject, e.getMessage(), "write ids and ranges of volumes, as 00200-002FF,00310")
                            .about(Topic.TARGET));
            return VolumeRanges.parse("");
        }
    }

    /** By the number of targets; whether each fits, and whether the targets of freed groups do, is seen when it is planned. */
    private long free(Map<String, VolumeId> sources, TargetSets sets, CloneCheck check, Paired paired) {
        Set<VolumeId> named = new HashSet<>(sources.values());
        if (named.isEmpty()) {
            return 0;
        }
        if (sets.targets().keySet().containsAll(named)) {
            return IntStream.range(0, sets.count(named))
                    .filter(set -> isFree(sets, set, named, check))
                    .count();
        }
        return pool().stream().filter(id -> !paired.targets().contains(id)).count() / named.size();
    }
}
