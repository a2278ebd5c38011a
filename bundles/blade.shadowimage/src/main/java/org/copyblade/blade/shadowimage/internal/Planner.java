package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Headroom;
import org.copyblade.blade.spi.PlannedCopy;

/** Works out what would be done for a group; reads the storage once. For one plan. */
final class Planner {

    /** Documented: pairs of one consistency group. */
    private static final int PAIRS_PER_GROUP = 8_192;

    private final Endpoint endpoint;
    private final CopyGroup group;
    private final CopyPolicy policy;
    private final Call call;
    private final List<BladeFinding> findings = new ArrayList<>();
    private final Method method;
    private Optional<ShadowBinding> older = Optional.empty();
    private Map<Integer, BoundPair> inheritedPairs = Map.of();

    Planner(Endpoint endpoint, CopyGroup group, CopyPolicy policy, Call call) {
        this.endpoint = endpoint;
        this.group = group;
        this.policy = policy;
        this.call = call;
        this.method = Method.of(policy.method()).orElse(Method.PAIR);
    }

    CopyPlan plan() throws BladeException, RestException {
        findings.addAll(PolicyCheck.findings(policy, endpoint.settings().snapshotPool()));
        String storage = endpoint.array().storageId(call);
        requirePool();
        Map<String, Integer> sources = sources(storage);
        LdevRanges reservedPool = ranges("undo target pool", policy.reservedPool());
        Set<Integer> reserved =
                FixedPairs.parse(policy.reservedTargets(), storage).all();
        LdevRanges pool = pool().without(reservedPool);
        FixedPairs fixed = FixedPairs.parse(policy.targets(), storage);
        findings.addAll(fixed.findings());
        if (policy.predecessor().isPresent()) {
            ShadowBinding before = older(policy.predecessor().get(), storage, sources);
            older = Optional.of(before);
            inheritedPairs = before.bySource();
        }
        Set<Integer> chosen = fixed.all();
        older.ifPresent(binding -> binding.pairs().forEach(pair -> chosen.add(pair.svol())));
        chosen.stream()
                .filter(target -> reservedPool.contains(target) || reserved.contains(target))
                .sorted()
                .forEach(this::refuseReserved);
        StorageView view = look(sources, pool, chosen).without(policy.freed());
        PairCheck check = new PairCheck(endpoint.settings(), view, group.id(), method);
        older.ifPresent(binding -> findings.addAll(
                check.inherited(binding, policy.predecessor().get().group())));
        Map<Integer, Integer> named = named(sources.values(), fixed, view, check);
        reserved.addAll(fixed.all());
        reserved.addAll(sources.values());
        TargetChoice choice = new TargetChoice(view, pool, endpoint.settings().targets(), reserved);
        List<BoundPair> pairs = new ArrayList<>();
        List<PlannedCopy> copies = new ArrayList<>();
        for (CopyMember member : group.members()) {
            Optional<Integer> source = Optional.ofNullable(sources.get(member.name()));
            Optional<Integer> target = source.flatMap(ldev -> target(member.name(), ldev, view, check, choice, named));
            String shown = target.map(String::valueOf).orElse("none-for-" + member.name());
            copies.add(new PlannedCopy(member.name(), shown, CopyMethod.FAST, OptionalLong.empty()).by(technique()));
            target.ifPresent(ldev -> pairs.add(new BoundPair(source.get(), ldev)));
        }
        ShadowBinding binding = binding(storage, view, sources, pairs);
        return new CopyPlan(
                copies, List.of(), headroom(view, sources, choice, fixed, check), findings, BindingForm.write(binding));
    }

    private void requirePool() throws RestException {
        int pool = endpoint.settings().snapshotPool();
        if (method == Method.THIN_IMAGE && pool >= 0) {
            findings.addAll(PoolCheck.findings(pool, endpoint.array().poolStatus(pool, call)));
        }
    }

    private PlannedCopy.Technique technique() {
        return switch (method) {
            case PAIR -> PlannedCopy.Technique.SPLIT_MIRROR;
            case THIN_IMAGE -> PlannedCopy.Technique.SNAPSHOT;
        };
    }

    private Map<String, Integer> sources(String storage) {
        Map<String, Integer> sources = new LinkedHashMap<>();
        for (CopyMember member : group.members()) {
            Optional<SourceId> source = SourceId.parse(member.source());
            if (source.isEmpty()) {
                findings.add(BladeFinding.error(
                                member.name(),
                                "'" + member.source() + "' is no volume of a VSP",
                                "locate the volumes of the system anew")
                        .about(Topic.SOURCE));
            } else if (!source.get().storage().equals(storage)) {
                findings.add(BladeFinding.error(
                                member.name(),
                                "volume " + source.get() + " is not on " + storage + ", which this endpoint drives",
                                "copy it through the endpoint of its own storage: one split does not reach across")
                        .about(Topic.SAME_STORAGE));
            } else {
                sources.put(member.name(), source.get().ldev());
            }
        }
        if (sources.size() > PAIRS_PER_GROUP) {
            findings.add(BladeFinding.error(
                            group.id().value(),
                            sources.size() + " pairs are more than a consistency group takes, which is "
                                    + PAIRS_PER_GROUP,
                            "divide the volumes over several profiles")
                    .about(Topic.LIMIT));
        }
        return sources;
    }

    /** Where targets are taken from: what the profile names, within what the endpoint gives to Copyblade. */
    private LdevRanges pool() {
        return policy.targetPool().isBlank()
                ? endpoint.settings().targets()
                : ranges("target pool", policy.targetPool());
    }

    /** What is reserved is no target of a fixed pair either, nor one that is gone on with. */
    private void refuseReserved(int target) {
        findings.add(BladeFinding.error(
                        "targets",
                        "target " + target + " is reserved for undo copies",
                        "name another target, or reserve others for undo copies")
                .about(Topic.TARGET));
    }

    private LdevRanges ranges(String subject, String text) {
        try {
            return LdevRanges.parse(text);
        } catch (IllegalArgumentException e) {
            findings.add(BladeFinding.error(
                            subject, e.getMessage(), "write decimal numbers and ranges of volumes, as 512-767,800")
                    .about(Topic.TARGET));
            return LdevRanges.parse("");
        }
    }

    private ShadowBinding older(CopyPolicy.Predecessor predecessor, String storage, Map<String, Integer> sources)
            throws BladeException {
        ShadowBinding binding = BindingForm.read(predecessor.binding());
        Set<Integer> copied = new HashSet<>();
        binding.pairs().forEach(pair -> copied.add(pair.pvol()));
        if (!binding.storage().equals(storage) || !copied.equals(new HashSet<>(sources.values()))) {
            findings.add(BladeFinding.error(
                    "incremental",
                    "copy group " + predecessor.group() + " does not copy the same volumes",
                    "make a full copy once: incremental no"));
        }
        return binding;
    }

    private StorageView look(Map<String, Integer> sources, LdevRanges pool, Set<Integer> targets) throws RestException {
        Set<Integer> wanted = new HashSet<>(sources.values());
        pool.ends().forEach(wanted::add);
        wanted.addAll(targets);
        return endpoint.look(wanted, call);
    }

    /** The targets of the first set that is free as a whole; of the first of all where there is none, whose targets say why. */
    private static Map<Integer, Integer> named(
            Collection<Integer> sources, FixedPairs fixed, StorageView view, PairCheck check) {
        Set<Integer> wanted = new HashSet<>(sources);
        wanted.retainAll(fixed.targets().keySet());
        int free = freeSets(wanted, fixed, view, check).findFirst().orElse(0);
        return wanted.stream().collect(Collectors.toMap(source -> source, source -> fixed.of(source, free)));
    }

    private static IntStream freeSets(Set<Integer> sources, FixedPairs fixed, StorageView view, PairCheck check) {
        return IntStream.range(0, fixed.count(sources))
                .filter(set -> sources.stream().allMatch(source -> view.ldev(source)
                        .filter(volume ->
                                check.target("", volume, fixed.of(source, set)).isEmpty())
                        .isPresent()));
    }

    private Optional<Integer> target(
            String member,
            int source,
            StorageView view,
            PairCheck check,
            TargetChoice choice,
            Map<Integer, Integer> named) {
        Optional<BoundPair> inherited = Optional.ofNullable(inheritedPairs.get(source));
        findings.addAll(check.source(member, source, inherited.isPresent()));
        Optional<Ldev> volume = view.ldev(source);
        if (inherited.isPresent() || volume.isEmpty()) {
            return inherited.map(BoundPair::svol);
        }
        Optional<Integer> target = Optional.ofNullable(named.get(source)).or(() -> choice.next(volume.get()));
        if (target.isEmpty()) {
            findings.add(BladeFinding.error(
                            member,
                            "there is no free target for LDEV " + source + ", "
                                    + volume.get().emulation() + " of "
                                    + volume.get().blocks() + " blocks",
                            "withdraw an older copy, or add volumes to 'target.volumes' of the endpoint")
                    .about(Topic.TARGET));
            return Optional.empty();
        }
        findings.addAll(check.target(member, volume.get(), target.get()));
        return target;
    }

    private ShadowBinding binding(
            String storage, StorageView view, Map<String, Integer> sources, List<BoundPair> pairs) {
        int pace = policy.copyPace().orElse(endpoint.settings().pace());
        Optional<CopyGroupId> predecessor = policy.predecessor().map(CopyPolicy.Predecessor::group);
        if (older.isPresent()) {
            ShadowBinding before = older.get();
            return ShadowBinding.of(storage, method, Stage.PLANNED, before.name(), pairs, before.mirrorUnit())
                    .planned(pace, before.dataReduction(), predecessor, before.labelBefore());
        }
        Optional<Integer> unit = method == Method.PAIR ? view.freeUnit(sources.values()) : Optional.of(0);
        if (unit.isEmpty() && findings.stream().noneMatch(it -> it.severity() == BladeFinding.Severity.ERROR)) {
            findings.add(BladeFinding.error(
                            group.id().value(),
                            "no mirror unit is free at all of its volumes",
                            "withdraw an older copy of them; pairs of one group have one mirror unit")
                    .about(Topic.LIMIT));
        }
        boolean reduction =
                pairs.stream().anyMatch(pair -> isReduced(view, pair.pvol()) || isReduced(view, pair.svol()));
        ShadowBinding binding = ShadowBinding.of(
                storage, method, Stage.PLANNED, GroupName.of(group.id().value()), pairs, unit.orElse(0));
        String label = binding.labelled().flatMap(view::ldev).map(Ldev::label).orElse("");
        return binding.planned(pace, reduction, predecessor, label);
    }

    private static boolean isReduced(StorageView view, int ldev) {
        return view.ldev(ldev).filter(Ldev::dataReduction).isPresent();
    }

    private Headroom headroom(
            StorageView view, Map<String, Integer> sources, TargetChoice choice, FixedPairs fixed, PairCheck check) {
        Set<Integer> all = Set.copyOf(sources.values());
        // The pair that is gone on from has its mirror unit and its target.
        long own = older.isPresent() ? 1 : 0;
        long perSource = all.isEmpty() ? 0 : view.left(all, method) + own;
        long spares = sources.isEmpty() ? 0 : choice.left() / sources.size() + 1L;
        long bySpares = fixed.targets().keySet().containsAll(all)
                ? freeSets(all, fixed, view, check).count() + own
                : spares;
        return new Headroom(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(Math.max(0, Math.min(perSource, bySpares))));
    }
}
